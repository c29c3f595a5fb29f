import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from salesgym.errors import NoAnswer, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.control_chart import (
    Limits,
    count_limits,
    money_limits,
    poisson_limits,
    proportion_limits,
    xmr_limits,
)
from salesgym.numbers.calculations.statistics.signals import SignalKind, signals

# Montgomery, Introduction to Statistical Quality Control, table 7.1: cans that leak, samples of 50.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9]
CANS += [12, 7, 13, 9, 6]
# Table 7.4: faulty purchase orders of 25 weeks, with each week's number of orders.
FAULTY = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
ORDERS = [
    100,
    80,
    80,
    100,
    110,
    110,
    100,
    100,
    90,
    90,
    110,
    120,
    120,
    120,
    110,
    80,
    80,
    80,
    90,
    100,
    100,
    100,
]
ORDERS += [100, 90, 90]

SHARE_WEEKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=8, max_size=40)


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    limits = xmr_limits([10, 12, 10, 12, 10, 12, 10, 12])

    assert limits.centre == 11
    assert limits.lower == pytest.approx(11 - 2.66 * 2)
    assert limits.upper == pytest.approx(11 + 2.66 * 2)


def test_the_lower_limit_stops_at_zero():
    assert xmr_limits([0, 5, 0, 5, 0, 5, 0, 5]).lower == 0


def test_money_that_was_paid_back_takes_the_floor_away():
    limits = xmr_limits([-10, 10] * 4)

    assert (limits.centre, limits.lower) == (0, pytest.approx(-53.2))


def test_seven_weeks_are_not_enough_yet():
    with pytest.raises(NotEnoughYet) as refusal:
        xmr_limits([1] * 7)

    assert (refusal.value.have, refusal.value.need) == (7, 8)


@given(st.lists(st.floats(0, 1e6), min_size=8, max_size=60))
def test_the_centre_lies_inside_the_limits(values):
    limits = xmr_limits(values)

    assert 0 <= limits.lower <= limits.centre + 1e-6
    assert limits.centre <= limits.upper


@given(st.floats(0.01, 40), st.integers(8, 30))
def test_poisson_limits_leave_no_more_than_their_tails_outside(mean, weeks):
    limits = poisson_limits([mean] * weeks)

    assert stats.poisson.sf(limits.upper, limits.centre) <= 0.00135
    assert limits.upper == 0 or stats.poisson.sf(limits.upper - 1, limits.centre) > 0.00135
    assert stats.poisson.cdf(limits.lower - 1, limits.centre) <= 0.00135
    assert stats.poisson.cdf(limits.lower, limits.centre) > 0.00135


def test_counts_with_a_mean_under_five_have_exact_limits_and_others_an_xmr_chart():
    small, large = [4.0, 5.0] * 4, [2.0, 9.0] * 4

    assert count_limits(small) == poisson_limits(small)
    assert count_limits(small).upper == stats.poisson.isf(0.00135, 4.5)
    assert count_limits(large) == xmr_limits(large)


def test_weeks_without_any_event_give_no_range():
    with pytest.raises(NotEnoughYet, match="events"):
        count_limits([0] * 13)


def test_money_limits_are_those_of_the_roots_squared():
    limits = money_limits([100, 400] * 4)

    assert limits.centre == pytest.approx(15**2)
    assert limits.upper == pytest.approx((15 + 26.6) ** 2)
    assert limits.lower == 0


def test_after_a_week_without_money_another_one_is_usual():
    steady = [10_000, 11_000, 9_000, 10_500] * 4

    assert money_limits(steady).lower > 0
    assert money_limits([*steady, 0]).lower == 0


def test_money_in_fewer_than_half_of_the_weeks_gives_no_range():
    with pytest.raises(NotEnoughYet) as refusal:
        money_limits([0, 0, 0, 900, 0, 0, 1_200, 0, 0])

    assert (refusal.value.have, refusal.value.need) == (2, 5)


def test_share_limits_agree_with_a_published_p_chart():
    limits = proportion_limits(FAULTY, ORDERS)
    shares = [faulty / orders for faulty, orders in zip(FAULTY, ORDERS, strict=True)]

    assert limits[0].centre == pytest.approx(0.0955, abs=5e-5)
    for limit, orders in zip(limits, ORDERS, strict=True):
        sigma = math.sqrt(0.0955 * 0.9045 / orders)
        assert limit.upper == pytest.approx(0.0955 + 3 * sigma, abs=2e-4)
        assert limit.lower == pytest.approx(max(0.0955 - 3 * sigma, 0), abs=2e-4)
    assert [signal.first for signal in signals(shares, limits)] == [10]


def test_weeks_that_spread_wider_than_binomial_have_wider_limits():
    limits = proportion_limits(CANS, [50] * 30)

    scores = (np.array(CANS) / 50 - sum(CANS) / 1500) / math.sqrt(0.23133 * 0.76867 / 50)
    factor = np.abs(np.diff(scores)).mean() / 1.128
    assert factor > 1
    # Published without the factor: 0.4102 and 0.0524.
    assert (limits[0].upper - 0.2313) / factor == pytest.approx(0.4102 - 0.2313, abs=2e-4)
    assert limits[0].lower == max(0.2313 - factor * (0.2313 - 0.0524), 0)


def test_very_few_trials_have_exact_limits():
    limits = proportion_limits([0, 1] + [0] * 11, [2] * 13)

    assert limits[0].upper == 1
    assert signals([0.5], limits[0]) == []


def test_a_week_without_trials_can_be_anything():
    limits = proportion_limits([2] * 8 + [0], [10] * 8 + [0])

    assert (limits[-1].lower, limits[-1].upper) == (0, 1)


@pytest.mark.parametrize(("won", "missing"), [(0, "successes"), (10, "misses")])
def test_nothing_but_one_outcome_gives_no_range_of_shares(won, missing):
    with pytest.raises(NotEnoughYet, match=missing):
        proportion_limits([won] * 8, [10] * 8)


@given(SHARE_WEEKS)
def test_share_limits_stay_within_zero_and_one(weeks):
    trials = [max(week) for week in weeks]
    try:
        limits = proportion_limits([min(week) for week in weeks], trials)
    except NotEnoughYet:
        assume(False)

    assert len(limits) == len(weeks)
    assert all(0 <= limit.lower <= limit.centre <= limit.upper <= 1 for limit in limits)


@given(SHARE_WEEKS, st.integers(2, 5))
def test_more_trials_in_a_week_never_widen_its_limits(weeks, times):
    # Two more weeks, equal but for their trials, stand beside the others.
    won, trials = [min(week) for week in weeks], [max(week) for week in weeks]
    try:
        limits = proportion_limits([*won, 0, 0], [*trials, 10, 10 * times])
    except NotEnoughYet:
        assume(False)

    assert limits[-1].upper - limits[-1].lower <= limits[-2].upper - limits[-2].lower + 1e-9


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e300])
@pytest.mark.parametrize("limits", [xmr_limits, count_limits, poisson_limits, money_limits])
def test_what_is_no_number_is_refused(limits, bad):
    with pytest.raises((NoAnswer, ValueError), match=r"not a number|too large"):
        limits([1.0] * 12 + [bad])


@pytest.mark.parametrize("limits", [count_limits, poisson_limits, money_limits])
def test_counts_and_amounts_below_zero_are_refused(limits):
    with pytest.raises(Refused, match="below zero"):
        limits([1.0] * 12 + [-1])


@pytest.mark.parametrize("limits", [xmr_limits, count_limits, poisson_limits, money_limits])
@pytest.mark.parametrize("values", [[], [3.0]])
def test_no_weeks_and_one_week_are_not_enough_yet(limits, values):
    with pytest.raises(NotEnoughYet, match="weeks"):
        limits(values)


def test_poisson_limits_of_large_counts_are_refused():
    with pytest.raises(ValueError, match="XmR"):
        poisson_limits([1e9] * 8)


@pytest.mark.parametrize(
    ("successes", "trials", "words"),
    [
        ([5] * 8, [4] * 8, "more successes than trials"),
        ([-1] * 8, [4] * 8, "below zero"),
        ([math.nan] * 8, [4] * 8, "not a number"),
        ([1] * 8, [4] * 7, "not as many weeks"),
    ],
)
def test_shares_that_cannot_be_are_refused(successes, trials, words):
    with pytest.raises((NoAnswer, ValueError), match=words):
        proportion_limits(successes, trials)


def test_shares_of_no_weeks_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        proportion_limits([], [])


def test_huge_numbers_of_trials_have_narrow_limits():
    limits = proportion_limits([2e11, 2.1e11] * 5, [1e12] * 10)

    assert all(0 <= limit.lower <= limit.upper <= 1 for limit in limits)


def fired(limits: Limits, value: float) -> bool:
    return any(signal.kind is SignalKind.OUTSIDE for signal in signals([value], limits))


def share_of_false_signals(draw, limits_of, times=1_000, weeks=13):
    """How many of the weeks after a baseline of pure noise leave their range. No range, no signal."""
    found = 0
    for _ in range(times):
        *baseline, value = draw(weeks + 1)
        try:
            found += fired(limits_of(baseline), value)
        except NotEnoughYet:
            continue
    return found / times


@pytest.mark.parametrize("mean", [0.1, 0.5, 2, 4.8, 5.5, 20])
def test_noise_in_counts_leaves_its_range_in_under_three_of_a_hundred_weeks(mean):
    random = np.random.default_rng(4)

    assert share_of_false_signals(lambda weeks: random.poisson(mean, weeks), count_limits) < 0.03


@pytest.mark.parametrize(("wins", "spread"), [(0.3, 0.8), (1, 0.8), (3, 0.1), (3, 0.8), (10, 0.3)])
def test_noise_in_money_leaves_its_range_in_under_three_of_a_hundred_weeks(wins, spread):
    random = np.random.default_rng(5)

    def draw(weeks):
        return [random.lognormal(8, spread, deals).sum() for deals in random.poisson(wins, weeks)]

    assert share_of_false_signals(draw, money_limits, times=2_000) < 0.03


@pytest.mark.parametrize("trials", [1, 3, 8, 25])
@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_noise_in_shares_leaves_its_range_in_under_three_of_a_hundred_weeks(trials, share):
    random = np.random.default_rng(6)

    def draw(weeks):
        tried = random.poisson(trials, weeks) + 1
        return list(zip(random.binomial(tried, share), tried, strict=True))

    found = 0
    for _ in range(400):
        weeks = draw(14)
        try:
            limits = proportion_limits([week[0] for week in weeks], [week[1] for week in weeks])
        except NotEnoughYet:
            continue
        found += fired(limits[-1], weeks[-1][0] / weeks[-1][1])

    assert found / 400 < 0.03
