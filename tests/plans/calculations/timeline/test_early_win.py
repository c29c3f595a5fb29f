from datetime import date
from decimal import Decimal

import pytest

from plans.calculations.timeline.early_win import as_before, as_often, win_day
from plans.calculations.timeline.full_weeks import DaysOff, counted_weeks

MONDAY = date(2026, 3, 2)
IN_TWO_WEEKS = date(2026, 3, 16)
HALF = DaysOff(spans=((date(2026, 3, 9), date(2026, 3, 10)),))


@pytest.mark.parametrize(
    ("next_on", "day"),
    [
        (None, IN_TWO_WEEKS),
        (date(2026, 3, 30), IN_TWO_WEEKS),
        (date(2026, 3, 13), date(2026, 3, 12)),
        (date(2026, 3, 3), None),
    ],
)
def test_a_win_comes_within_two_weeks_and_before_the_next_step(next_on, day):
    assert win_day(MONDAY, next_on) == day


def test_it_is_as_much_as_before_and_leave_lessens_it():
    weeks = counted_weeks(MONDAY, IN_TWO_WEEKS, DaysOff())

    assert as_before(Decimal(250), Decimal(4), weeks) == 125
    assert as_before(Decimal(251), Decimal(4), weeks) == 125
    assert as_before(Decimal(250), Decimal(4), counted_weeks(MONDAY, IN_TWO_WEEKS, HALF)) == 100
    assert as_often(3, weeks) == 6


def test_nothing_is_set_where_nothing_is_known():
    weeks = counted_weeks(MONDAY, IN_TWO_WEEKS, DaysOff())

    assert as_before(Decimal(0), Decimal(0), weeks) is None
    assert as_before(Decimal(1), Decimal(4), weeks) is None
    assert as_often(3, ()) is None
