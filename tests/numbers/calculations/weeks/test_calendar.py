from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.weeks import calendar

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_the_running_week_never_counts_not_even_on_its_sunday():
    sunday = date(2026, 11, 22)

    assert calendar.last_complete_week(sunday) == date(2026, 11, 9)


def test_on_monday_the_week_before_is_complete():
    assert calendar.last_complete_week(date(2026, 11, 23)) == date(2026, 11, 16)


def test_a_week_ends_on_its_sunday():
    assert calendar.ends_on(date(2026, 11, 9)) == date(2026, 11, 15)


def test_no_weeks_lie_between_a_day_and_one_before_it():
    assert calendar.weeks_between(date(2026, 11, 9), date(2026, 10, 1)) == 0


@given(DAYS)
def test_a_week_holds_its_day_and_starts_on_monday(day):
    start = calendar.monday(day)

    assert start.isoweekday() == 1
    assert timedelta() <= day - start < timedelta(weeks=1)


@given(DAYS, st.integers(1, 60))
def test_complete_weeks_are_consecutive_and_over(until, number):
    found = calendar.complete_weeks(until=until, weeks=number)

    assert len(found) == number
    assert calendar.ends_on(found[-1]) < until
    assert calendar.weeks_between(found[0], until) == number
