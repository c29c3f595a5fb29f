from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.control_chart import (
    count_limits,
    money_limits,
    proportion_limits,
)
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import Method, usual_range
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away

MONDAY = date(2026, 1, 5)


def weeks(values, over=None, away=None):
    """Weeks in a row; `away` are days of leave by place."""
    denominators = over or [None] * len(values)
    return [
        rates.week(
            MONDAY + timedelta(weeks=place),
            None if value is None else Decimal(str(value)),
            None if under is None else Decimal(str(under)),
            has_denominator=over is not None,
            away=Away((away or {}).get(place, 0)) if (away or {}).get(place) else AT_WORK,
        )
        for place, (value, under) in enumerate(zip(values, denominators, strict=True))
    ]


def in_turn(values, many):
    return list(islice(cycle(values), many))


def test_large_counts_have_the_xmr_chart_of_the_weeks_before_the_newest_four() -> None:
    values = [*in_turn([40, 44, 38, 46], 16), 90, 41, 42, 43]

    found = usual_range(weeks(values), "count")

    assert found.method is Method.XMR
    assert found.typical == count_limits(values[:16])
    assert (found.counted, found.first, found.last) == (16, MONDAY, MONDAY + timedelta(weeks=15))
    assert [(signal.kind, signal.first) for signal in found.signals] == [(SignalKind.OUTSIDE, 16)]


def test_small_counts_have_exact_poisson_limits() -> None:
    found = usual_range(weeks(in_turn([1, 2, 3], 16)), "count")

    assert found.method is Method.POISSON
    assert stats.poisson.sf(found.typical.upper, found.typical.centre) <= 0.00135


def test_money_is_compared_on_the_scale_of_its_roots_and_paid_back_money_as_it_is() -> None:
    values = in_turn([4000, 9000, 1000, 16000], 12)

    assert usual_range(weeks(values), "money").typical == money_limits(values[:8])
    assert usual_range(weeks([-500, *values]), "money").method is Method.XMR


def test_each_week_of_a_share_has_limits_for_its_own_trials() -> None:
    won, tried = in_turn([4, 5, 6], 20), in_turn([20, 22, 40, 18], 20)

    found = usual_range(weeks(won, tried), "ratio")

    assert found.method is Method.SHARE
    assert list(found.limits) == proportion_limits(won[:16], tried[:16], judged=tried)
    assert found.limits[2].upper < found.limits[3].upper
    assert found.trials == 25


def test_successes_above_trials_make_an_average_of_it() -> None:
    found = usual_range(weeks([3, *in_turn([1, 2], 12)], [2, *in_turn([4, 5], 12)]), "ratio")

    assert found.method is Method.XMR


def test_eight_weeks_are_enough_and_then_the_newest_set_the_range_too() -> None:
    with pytest.raises(NotEnoughYet) as refusal:
        usual_range(weeks([20] * 7), "count")

    assert (refusal.value.have, refusal.value.need) == (7, 8)
    assert usual_range(weeks(in_turn([20, 24], 8)), "count").counted == 8
    assert usual_range(weeks(in_turn([20, 24], 10)), "count").counted == 8


def test_a_short_week_is_judged_per_worked_week_in_a_wider_range() -> None:
    values = [*in_turn([40, 44, 38, 46], 15), 18]

    found = usual_range(weeks(values, away={15: 3}), "count")

    assert found.values[15] == 45
    assert found.limits[15].lower < found.limits[14].lower
    assert found.limits[15].upper > found.limits[14].upper
    assert found.signals == ()


def test_a_short_week_of_small_counts_has_the_exact_limits_of_its_days() -> None:
    found = usual_range(weeks(in_turn([1, 2, 3], 16), away={15: 4}), "count")

    of_a_day = found.limits[15].upper / 5
    assert of_a_day == int(of_a_day) or abs(of_a_day - round(of_a_day)) < 1e-9
    assert stats.poisson.sf(round(of_a_day), found.typical.centre / 5) <= 0.00135


def test_weeks_away_and_mostly_away_do_not_set_the_range_and_a_whole_one_carries_nothing() -> None:
    values = [*in_turn([40, 44], 14), 0, 3]

    found = usual_range(weeks(values, away={14: 5, 15: 4}), "count")

    assert found.values[14] is None
    assert found.counted == 10
    assert usual_range(weeks([*values, 42], away={14: 5, 15: 4}), "count").counted == 11


def test_a_week_of_which_nothing_is_known_is_no_zero() -> None:
    found = usual_range(weeks([*in_turn([40, 44], 12), None, 42]), "count")

    assert found.values[12] is None
    assert found.signals == ()


@given(st.lists(st.integers(0, 60), min_size=8, max_size=40), st.sampled_from(["count", "money", "average"]))
def test_a_range_follows_every_week_or_is_refused_in_words(values: list[int], kind: str) -> None:
    over = [4] * len(values) if kind == "average" else None

    try:
        found = usual_range(weeks(values, over), kind)
    except NotEnoughYet:
        return

    assert len(found.limits) == len(found.values) == len(values)
    assert all(one.lower <= one.centre <= one.upper for one in found.limits)
    assert all(0 <= signal.first <= signal.last < len(values) for signal in found.signals)
