import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from salesgym.errors import NoAnswer, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.improvement import likely_range
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate, Weekly

COUNTED = st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Counted(min(pair), max(pair)))
LATE = [5_000, 4_800, 7_200, 6_100, 3_900, 8_000]


def test_ranges_agree_with_scipy_stats():
    share, count = likely_range(Counted(8, 36)), likely_range(Rate(26, 13))
    money = likely_range(Weekly(LATE))

    assert (share.low, share.high) == pytest.approx(stats.beta.interval(0.8, 8.5, 28.5), abs=1e-9)
    assert (count.low, count.high) == pytest.approx(stats.gamma.interval(0.8, 26.5, scale=1 / 13), abs=1e-9)
    expected = stats.t.interval(0.8, 5, loc=np.mean(LATE), scale=stats.sem(LATE))
    assert (money.low, money.high) == pytest.approx(expected, rel=1e-9)


def test_a_published_share_has_its_published_range():
    """Gelman et al., Bayesian Data Analysis, 2.4: 437 girls of 980 births, median .446, 95 % between .415 and .477."""
    found = likely_range(Counted(437, 980), share=0.95, prior=Prior(1, 1))

    assert (found.low, found.middle, found.high) == pytest.approx((0.415, 0.446, 0.477), abs=5e-4)


def test_a_prior_stands_in_jeffreys_place():
    found = likely_range(Counted(20, 100), prior=Prior(2, 8))

    assert (found.low, found.high) == pytest.approx(stats.beta.interval(0.8, 22, 88), abs=1e-9)


def test_a_prior_stands_in_for_a_rep_without_trials():
    found = likely_range(Counted(0, 0), prior=Prior(20, 80))

    assert (found.low, found.high) == pytest.approx(stats.beta.interval(0.8, 20, 80), abs=1e-9)


def test_counts_that_spread_wider_say_less():
    plain, wide = likely_range(Rate(26, 13)), likely_range(Rate(26, 13, 3.0))

    assert wide.low < plain.low < plain.high < wide.high
    assert likely_range(Rate(26, 13, 0.2)) == plain


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


@pytest.mark.parametrize(
    "few", [Counted(0, 0), Rate(0, 0), Rate(0, 5e-324), Weekly([]), Weekly([1.0]), Weekly([1, 2, 3, 4, 5])]
)
def test_too_few_numbers_are_not_enough_yet(few):
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
    with pytest.raises((NoAnswer, ValueError)) as refusal:
        likely_range(bad)
    assert not isinstance(refusal.value, NotEnoughYet)


def test_weeks_that_are_all_the_same_are_refused():
    with pytest.raises(Refused, match="the same"):
        likely_range(Weekly([7] * 6))


@pytest.mark.parametrize("prior", [Prior(0, 1), Prior(1, -1), Prior(math.nan, 1), Prior(1, math.inf)])
def test_an_impossible_prior_is_refused(prior):
    with pytest.raises((NoAnswer, ValueError), match="known before"):
        likely_range(Counted(1, 10), prior=prior)


def test_a_prior_is_for_shares_alone():
    with pytest.raises(ValueError, match="shares alone"):
        likely_range(Rate(1, 10), prior=Prior(1, 1))


@pytest.mark.parametrize("share", [0, 1, -1, math.nan])
def test_a_range_without_a_sensible_share_is_refused(share):
    with pytest.raises(ValueError, match="share of a range"):
        likely_range(Counted(1, 10), share=share)


@pytest.mark.parametrize(
    "measured",
    [
        Counted(0, 10),
        Counted(10, 10),
        Counted(1, 1),
        Counted(3e11, 1e12),
        Rate(0, 13),
        Rate(1e12, 13),
        Weekly([-1e12, 1e12] * 3),
    ],
)
def test_edges_have_a_range(measured):
    found = likely_range(measured)

    assert found.low < found.middle < found.high
    assert not isinstance(measured, Counted) or 0 <= found.low < found.high <= 1
    assert not isinstance(measured, Rate) or found.low >= 0


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
