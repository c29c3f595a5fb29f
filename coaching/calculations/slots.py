"""On which day a talk of a rhythm takes place, and when two people are both at work again."""

from collections.abc import Sequence
from datetime import date, timedelta

from salesgym.people.calculations.calendar import HORIZON_DAYS, WorkingCalendar

ONE_DAY = timedelta(days=1)


def day_of_slot(day: date, calendar: WorkingCalendar) -> date | None:
    """The day itself, on a day off the next working day of the same week; None where the week has none left.

    Leave is not asked: on leave no talk takes place, and no other day takes its place.
    """
    sunday = day + timedelta(days=7 - day.isoweekday())
    while day <= sunday:
        if calendar.is_working_day(day):
            return day
        day += ONE_DAY
    return None


def first_day_together(since: date, calendars: Sequence[WorkingCalendar]) -> date | None:
    """The first day from this one on on which all of them are at work; None within HORIZON_DAYS without one."""
    days = (since + ONE_DAY * ahead for ahead in range(HORIZON_DAYS))
    return next((day for day in days if all(one.is_at_work(day) for one in calendars)), None)
