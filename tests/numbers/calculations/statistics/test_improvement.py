import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from salesgym.errors import NoAnswer, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.improvement import (
    likely_range,
    probability_at_least,
    probability_improved,
)
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate, Weekly

COUNTED = st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Counted(min(pair), max(pair)))
EARLY = [3_000, 5_200, 4_100, 0, 2_500, 6_100, 3_900, 4_400]
LATE = [5_000, 4_800, 7_200, 6_100, 3_900, 8_000]


def test_a_share_that_rose_agrees_with_quadrature_over_two_beta_posteriors():
    before, after = stats.beta(20.5, 80.5), stats.beta(30.5, 70.5)
    expected, _ = integrate.quad(lambda share: after.pdf(share) * before.cdf(share), 0, 1, epsabs=1e-12)

    chance = probability_improved(before=Counted(20, 100), after=Counted(30, 100))

    assert chance == pytest.approx(expected, abs=1e-8)


def test_the_prior_is_for_the_before_alone():
    before, after = stats.beta(2 + 20, 8 + 80), stats.beta(30.5, 70.5)
    expected, _ = integrate.quad(lambda share: after.pdf(share) * before.cdf(share), 0, 1, epsabs=1e-12)

    chance = probability_improved(before=Counted(20, 100), after=Counted(30, 100), before_prior=Prior(2, 8))

    assert chance == pytest.approx(expected, abs=1e-8)


def test_peers_stand_in_for_a_before_without_trials():
    chance = probability_improved(before=Counted(0, 0), after=Counted(30, 100), before_prior=Prior(20, 80))

    assert 0.9 < chance < 1


@given(COUNTED, COUNTED)
def test_lower_is_better_turns_the_question_round(before, after):
    higher = probability_improved(before=before, after=after)
    lower = probability_improved(before=before, after=after, lower_is_better=True)

    assert 0 <= higher <= 1
    assert higher + lower == pytest.approx(1)


@given(COUNTED)
def test_what_did_not_change_is_as_likely_better_as_worse(counted):
    assert probability_improved(before=counted, after=counted) == pytest.approx(0.5, abs=1e-8)


@given(COUNTED, st.integers(0, 299))
def test_one_more_success_is_never_less_improvement(before, successes):
    chances = [
        probability_improved(before=before, after=Counted(won, 300)) for won in (successes, successes + 1)
    ]

    assert chances[0] <= chances[1] + 1e-9


def test_counts_agree_with_quadrature_over_two_gamma_posteriors():
    before, after = stats.gamma(26.5, scale=1 / 13), stats.gamma(22.5, scale=1 / 8)
    expected, _ = integrate.quad(lambda rate: after.pdf(rate) * before.cdf(rate), 0, 20, epsabs=1e-12)

    chance = probability_improved(before=Rate(26, 13), after=Rate(22, 8))

    assert chance == pytest.approx(expected, abs=1e-8)


def test_counts_that_spread_wider_say_less():
    plain = probability_improved(before=Rate(26, 13), after=Rate(32, 8))
    wide = probability_improved(before=Rate(26, 13, 3.0), after=Rate(32, 8, 3.0))

    assert 0.5 < wide < plain
    assert probability_improved(before=Rate(26, 13, 0.2), after=Rate(32, 8, 0.2)) == plain


def test_money_is_compared_as_welch_does():
    expected = 1 - stats.ttest_ind(LATE, EARLY, equal_var=False, alternative="greater").pvalue

    assert probability_improved(before=Weekly(EARLY), after=Weekly(LATE)) == pytest.approx(expected, abs=1e-9)


def test_chances_of_a_target_agree_with_scipy_stats():
    share = probability_at_least(Counted(8, 36), target=0.3)
    count = probability_at_least(Rate(26, 13), target=2.5)
    money = probability_at_least(Weekly(LATE), target=5_000)

    assert share == pytest.approx(stats.beta.sf(0.3, 8.5, 28.5), abs=1e-9)
    assert count == pytest.approx(stats.gamma.sf(2.5, 26.5, scale=1 / 13), abs=1e-9)
    assert money == pytest.approx(1 - stats.ttest_1samp(LATE, 5_000, alternative="greater").pvalue, abs=1e-9)


def test_at_most_the_target_is_what_lower_is_better_asks():
    higher = probability_at_least(Counted(8, 36), target=0.3)

    assert probability_at_least(Counted(8, 36), target=0.3, lower_is_better=True) == pytest.approx(1 - higher)


def test_a_published_share_lies_under_the_target_as_surely_as_is_published():
    """Gelman et al., Bayesian Data Analysis, 2.4: 437 girls of 980 births, under 0.485 with chance .992."""
    chance = probability_at_least(Counted(437, 980), target=0.485, lower_is_better=True)

    assert chance == pytest.approx(0.992, abs=1e-3)


@given(COUNTED, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_target_is_never_surer(counted, one, other):
    low, high = sorted([one, other])

    assert probability_at_least(counted, target=high) <= probability_at_least(counted, target=low)


def test_ranges_agree_with_scipy_stats():
    share, count = likely_range(Counted(8, 36)), likely_range(Rate(26, 13))
    money = likely_range(Weekly(LATE))

    assert (share.low, share.high) == pytest.approx(stats.beta.interval(0.8, 8.5, 28.5), abs=1e-9)
    assert (count.low, count.high) == pytest.approx(stats.gamma.interval(0.8, 26.5, scale=1 / 13), abs=1e-9)
    expected = stats.t.interval(0.8, 5, loc=np.mean(LATE), scale=stats.sem(LATE))
    assert (money.low, money.high) == pytest.approx(expected, rel=1e-9)


@given(COUNTED, st.integers(2, 10))
def test_more_trials_never_widen_a_range(counted, times):
    few = likely_range(counted)
    many = likely_range(Counted(counted.successes * times, counted.trials * times))

    assert 0 <= many.low <= many.middle <= many.high <= 1
    assert many.high - many.low <= few.high - few.low + 1e-12


@given(st.integers(0, 300), st.integers(1, 60), st.integers(2, 10))
def test_more_weeks_never_widen_a_range(events, weeks, times):
    few, many = likely_range(Rate(events, weeks)), likely_range(Rate(events * times, weeks * times))

    assert 0 <= many.low <= many.middle <= many.high
    assert many.high - many.low <= few.high - few.low + 1e-12


GOOD = {Counted: Counted(3, 10), Rate: Rate(3, 10), Weekly: Weekly(LATE)}


@pytest.mark.parametrize(
    "few", [Counted(0, 0), Rate(0, 0), Rate(0, 5e-324), Weekly([]), Weekly([1.0]), Weekly([1, 2, 3, 4, 5])]
)
def test_too_few_numbers_are_not_enough_yet(few):
    good = GOOD[type(few)]

    with pytest.raises(NotEnoughYet):
        probability_improved(before=few, after=good)
    with pytest.raises(NotEnoughYet):
        probability_improved(before=good, after=few)
    with pytest.raises(NotEnoughYet):
        probability_at_least(few, target=0.5)
    with pytest.raises(NotEnoughYet):
        likely_range(few)


@pytest.mark.parametrize(
    "bad",
    [
        Counted(11, 10),
        Counted(-1, 10),
        Counted(0, -10),
        Counted(math.nan, 10),
        Counted(1, math.nan),
        Counted(1, math.inf),
        Counted(1, 1e300),
        Rate(-1, 10),
        Rate(1, -10),
        Rate(math.nan, 10),
        Rate(1, math.nan),
        Rate(1, 10, 0),
        Rate(1, 10, math.nan),
        Rate(1e300, 10),
        Weekly([math.nan] * 6),
        Weekly([1, 2, 3, 4, 5, math.inf]),
        Weekly([1, 2, 3, 4, 5, -1e300]),
    ],
)
def test_what_no_rep_can_have_is_refused(bad):
    good = GOOD[type(bad)]

    for question in (
        lambda: probability_improved(before=bad, after=good),
        lambda: probability_improved(before=good, after=bad),
        lambda: probability_at_least(bad, target=0.5),
        lambda: likely_range(bad),
    ):
        with pytest.raises((NoAnswer, ValueError)) as refusal:
            question()
        assert not isinstance(refusal.value, NotEnoughYet)


def test_weeks_that_are_all_the_same_are_refused():
    with pytest.raises(Refused, match="the same"):
        probability_improved(before=Weekly([0] * 6), after=Weekly([0] * 6))
    with pytest.raises(Refused, match="the same"):
        probability_at_least(Weekly([7] * 6), target=7)
    with pytest.raises(Refused, match="the same"):
        likely_range(Weekly([7] * 6))


@pytest.mark.parametrize("target", [-0.1, 1.1, math.nan, math.inf])
def test_an_impossible_target_is_refused(target):
    with pytest.raises((NoAnswer, ValueError), match="target"):
        probability_at_least(Counted(3, 10), target=target)


@pytest.mark.parametrize("target", [-1, math.nan, 1e300])
def test_an_impossible_target_for_a_count_is_refused(target):
    with pytest.raises((NoAnswer, ValueError), match="target"):
        probability_at_least(Rate(3, 10), target=target)


def test_like_is_compared_with_like():
    with pytest.raises(NoAnswer, match="measured differently"):
        probability_improved(before=Counted(1, 10), after=Rate(1, 10))


@pytest.mark.parametrize("prior", [Prior(0, 1), Prior(1, -1), Prior(math.nan, 1), Prior(1, math.inf)])
def test_an_impossible_prior_is_refused(prior):
    with pytest.raises((NoAnswer, ValueError), match="known before"):
        probability_improved(before=Counted(1, 10), after=Counted(2, 10), before_prior=prior)


def test_a_prior_is_for_shares_alone():
    with pytest.raises(ValueError, match="shares alone"):
        probability_improved(before=Rate(1, 10), after=Rate(2, 10), before_prior=Prior(1, 1))
    with pytest.raises(ValueError, match="shares alone"):
        likely_range(Rate(1, 10), prior=Prior(1, 1))


@pytest.mark.parametrize("share", [0, 1, -1, math.nan])
def test_a_range_without_a_sensible_share_is_refused(share):
    with pytest.raises(ValueError, match="share of a range"):
        likely_range(Counted(1, 10), share=share)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Counted(0, 10), Counted(10, 10)),
        (Counted(0, 10), Counted(0, 10)),
        (Counted(10, 10), Counted(10, 10)),
        (Counted(0, 1), Counted(1, 1)),
        (Counted(2e11, 1e12), Counted(3e11, 1e12)),
        (Rate(0, 13), Rate(0, 13)),
        (Rate(1e12, 13), Rate(0, 13)),
        (Weekly([0] * 6), Weekly(LATE)),
        (Weekly([-1e12, 1e12] * 3), Weekly(LATE)),
    ],
)
def test_edges_give_a_chance(before, after):
    chance = probability_improved(before=before, after=after)
    there = probability_at_least(after, target=0.5)

    assert 0 <= chance <= 1
    assert 0 <= there <= 1


def test_eighty_of_a_hundred_ranges_hold_the_truth():
    random = np.random.default_rng(11)
    shares, counts = random.uniform(0.05, 0.5, 2_000), random.uniform(0.3, 4, 2_000)
    held_shares = held_counts = 0
    for share, count in zip(shares, counts, strict=True):
        of_share = likely_range(Counted(random.binomial(40, share), 40))
        of_count = likely_range(Rate(random.poisson(13 * count), 13))
        held_shares += of_share.low <= share <= of_share.high
        held_counts += of_count.low <= count <= of_count.high

    assert 0.77 <= held_shares / 2_000 <= 0.83
    assert 0.77 <= held_counts / 2_000 <= 0.83


def test_nothing_changed_makes_every_chance_equally_likely():
    random = np.random.default_rng(12)
    chances = [
        probability_improved(before=Counted(before, 200), after=Counted(after, 250))
        for before, after in zip(
            random.binomial(200, 0.22, 3_000), random.binomial(250, 0.22, 3_000), strict=True
        )
    ]

    assert stats.kstest(chances, "uniform").statistic < 0.05
