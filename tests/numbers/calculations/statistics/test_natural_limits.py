"""Single weeks held against their natural limits: the chart for each kind, and what is a signal."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.control_chart import (
    count_limits,
    money_limits,
    proportion_limits,
    xmr_limits,
)
from salesgym.numbers.calculations.statistics.natural_limits import natural_limits
from salesgym.numbers.calculations.statistics.signals import Side, SignalKind, most_numbers
from tests.numbers.calculations.statistics.test_usual_range import in_turn, weeks


def judged(own, kind, setting=16, spread=1.0):
    return natural_limits(own, own[:setting], kind, spread=spread)


def test_large_counts_have_the_xmr_chart_of_the_setting_weeks() -> None:
    values = [*in_turn([40, 44, 20, 60], 16), 120, 41, 42, 43]

    found = judged(weeks(values), "count")

    assert set(found.limits) == {xmr_limits(values[:16])}
    assert [(signal.kind, signal.first) for signal in found.signals] == [(SignalKind.OUTSIDE, 16)]


def test_counts_that_hardly_move_have_limits_no_narrower_than_poisson() -> None:
    found = count_limits([40, 41] * 8)

    assert (found.lower, found.upper) == pytest.approx((40.5 - 3 * sqrt(40.5), 40.5 + 3 * sqrt(40.5)))


@pytest.mark.parametrize("spread", [1, 2])
def test_small_counts_have_exact_limits_with_the_spread_of_the_role(spread) -> None:
    found = judged(weeks(in_turn([1, 2, 3], 18)), "count", setting=18, spread=spread).limits[0]

    ordinary = stats.poisson(2) if spread == 1 else stats.nbinom(2, 0.5)
    assert (found.lower, found.upper) == (ordinary.ppf(0.00135), ordinary.ppf(0.99865))


def test_money_is_compared_on_the_scale_of_its_roots_and_paid_back_money_as_it_is() -> None:
    values = in_turn([4000, 9000, 1000, 16000], 16)

    assert judged(weeks(values), "money").limits[0] == money_limits(values)
    assert judged(weeks([-500, *values]), "money").limits[0].lower < 0


def test_each_week_of_a_share_has_limits_for_its_own_trials() -> None:
    won, tried = in_turn([4, 5, 6], 20), in_turn([20, 22, 40, 18], 20)

    found = judged(weeks(won, tried), "ratio")

    assert list(found.limits) == proportion_limits(won[:16], tried[:16], judged=tried)
    assert found.limits[2].upper < found.limits[3].upper


def test_a_week_of_an_average_with_more_deals_has_narrower_limits() -> None:
    found = judged(weeks([900, 4400, 1100, 3600] * 5, [1, 4, 1, 4] * 5), "average")

    few, many = found.limits[:2]
    assert sqrt(many.upper) - sqrt(many.centre) == pytest.approx((sqrt(few.upper) - sqrt(few.centre)) / 2)


def test_an_average_is_compared_on_the_scale_of_its_roots_and_amounts_paid_back_as_they_are() -> None:
    amounts, deals = in_turn([900, 4400, 1100, 3600], 20), in_turn([1, 4, 1, 4], 20)

    roots = judged(weeks(amounts, deals), "average").limits[0]
    plain = judged(weeks([-100, *amounts[1:]], deals), "average").limits[0]

    assert sqrt(roots.upper) - sqrt(roots.centre) == pytest.approx(sqrt(roots.centre) - sqrt(roots.lower))
    assert plain.upper - plain.centre == pytest.approx(plain.centre - plain.lower)


def test_under_eight_weeks_single_weeks_are_not_judged() -> None:
    with pytest.raises(NotEnoughYet):
        judged(weeks([20] * 7), "count", setting=7)


def test_a_short_week_is_judged_per_worked_week_within_wider_limits() -> None:
    found = judged(weeks([*in_turn([40, 44, 38, 46], 16), 18], away={16: 3}), "count")

    assert found.values[16] == 45
    assert found.limits[16].lower < found.limits[15].lower
    assert found.limits[16].upper > found.limits[15].upper
    assert found.signals == ()


def test_a_short_week_of_small_counts_has_the_exact_limits_of_its_days() -> None:
    found = judged(weeks(in_turn([1, 2, 3], 17), away={16: 4}), "count")

    of_a_day = found.limits[16].upper / 5
    assert stats.poisson.sf(round(of_a_day), found.limits[0].centre / 5) <= 0.00135


def test_weeks_away_carry_nothing_and_mostly_away_set_no_limits() -> None:
    values = [*in_turn([40, 44], 14), 0, 3]

    found = judged(weeks(values, away={14: 5, 15: 4}), "count")

    assert found.values[14] is None
    assert found.limits[0] == count_limits(values[:14])


def test_a_run_counts_weeks_after_the_setting_weeks_only() -> None:
    values = [*in_turn([40, 44], 8), *in_turn([45, 46], 8), *in_turn([45, 46], 7)]

    assert judged(weeks(values), "count").signals == ()
    (run,) = judged(weeks([*values, 45]), "count").signals
    assert (run.kind, run.side, run.first, run.last) == (SignalKind.RUN, Side.ABOVE, 16, 23)


@pytest.mark.parametrize(("lasted", "signals"), [(7, 0), (8, 1), (12, 1), (13, 0), (20, 0)])
def test_a_run_of_thirteen_weeks_is_the_new_usual_level_and_no_signal(lasted: int, signals: int) -> None:
    found = judged(weeks([*in_turn([40, 44], 16), *in_turn([45, 46], lasted)]), "count")

    assert len(found.signals) == signals


def test_notes_on_single_weeks_keep_to_the_budget_of_false_alarms() -> None:
    assert most_numbers(1) == 7
    assert most_numbers(0.25) == 1
    assert most_numbers(0.1) == 0


@given(
    st.lists(st.integers(0, 60), min_size=8, max_size=40),
    st.sampled_from(["count", "money", "average", "ratio"]),
)
def test_limits_follow_every_week_or_are_refused_in_words(values: list[int], kind: str) -> None:
    over = [30] * len(values) if kind in {"average", "ratio"} else None

    try:
        found = judged(weeks(values, over), kind, setting=len(values))
    except NotEnoughYet:
        return

    assert len(found.limits) == len(found.values) == len(values)
    assert all(one.lower <= one.centre <= one.upper for one in found.limits)
    assert all(0 <= signal.first <= signal.last < len(values) for signal in found.signals)
