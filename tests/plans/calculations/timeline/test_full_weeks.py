"""Which weeks of a plan count, and which of them for a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.timeline.full_weeks import (
    date_with_weeks,
    full_weeks,
    last_week_for,
    left_over,
    weeks_for,
)

MONDAY = date(2026, 9, 28)


def week(number):
    return MONDAY + timedelta(weeks=number)


@pytest.mark.parametrize(
    ("weekday", "work_days", "counts"),
    [
        (3, "12345", False),
        (4, "12345", True),
        (5, "12345", True),
        (6, "12345", True),
        (3, "1234", True),
        (4, "123456", False),
        (5, "123456", True),
        (4, "", True),
    ],
)
def test_a_week_counts_for_a_date_from_the_last_work_day_on(weekday, work_days, counts):
    day = MONDAY + timedelta(days=weekday)

    assert last_week_for(day, work_days=work_days) == (MONDAY if counts else week(-1))


def test_a_plan_has_the_weeks_wholly_inside_it():
    assert full_weeks(MONDAY, week(2)) == (week(0), week(1))
    assert full_weeks(MONDAY + timedelta(days=1), week(2)) == (week(1),)
    assert full_weeks(MONDAY, week(1) + timedelta(days=4)) == (week(0), week(1))
    assert full_weeks(MONDAY, MONDAY + timedelta(days=2)) == ()
    assert full_weeks(MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)) == ()


def test_absent_weeks_are_taken_out_before_anything_is_counted():
    left = left_over(full_weeks(MONDAY, week(5)), {week(1), week(2)})

    assert left == (week(0), week(3), week(4))
    assert weeks_for(week(4), left) == 2
    assert weeks_for(week(3), left) == 1
    assert weeks_for(MONDAY, left) == 0


def test_leave_moves_a_date_to_the_first_week_that_leaves_the_run_enough():
    absent = {week(1), week(2)}

    assert date_with_weeks(week(4), starts_on=MONDAY, weeks=4, absent=()) == week(4)
    assert date_with_weeks(week(4), starts_on=MONDAY, weeks=4, absent=absent) == week(6)
    assert date_with_weeks(week(8), starts_on=MONDAY, weeks=4, absent=absent) == week(8)


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    days=st.integers(0, 200),
    absent=st.sets(st.integers(0, 30), max_size=8),
    weeks=st.integers(1, 13),
    work_days=st.sampled_from(["12345", "1234", "123456", "1234567"]),
)
def test_no_date_lies_before_its_own_weeks(start, days, absent, weeks, work_days):
    day = start + timedelta(days=days)
    gone = {start - timedelta(days=start.weekday()) + timedelta(weeks=number) for number in absent}

    moved = date_with_weeks(day, starts_on=start, weeks=weeks, absent=gone, work_days=work_days)
    left = left_over(full_weeks(start, moved, work_days=work_days), gone)

    assert len(left) >= weeks
    assert weeks_for(moved, left, work_days=work_days) == len(left)
    assert moved == day or len(left) == weeks
