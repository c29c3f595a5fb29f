"""Weeks, which are represented by their Mondays: complete ones, and those of a window."""

from datetime import date, timedelta

WEEK = timedelta(weeks=1)


def monday(day: date) -> date:
    """The Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


def last_complete_week(on: date) -> date:
    """The Monday of the newest week that is over on this day; never the day's own week."""
    return monday(on) - WEEK


def complete_weeks(*, until: date, weeks: int) -> tuple[date, ...]:
    """The Mondays of the last complete weeks before the week of `until`, oldest first."""
    last = last_complete_week(until)
    return tuple(last - WEEK * back for back in range(weeks - 1, -1, -1))


def weeks_between(start: date, until: date) -> int:
    """The number of weeks from the week of `start` on and before the week of `until`; never negative."""
    return max((monday(until) - monday(start)).days // 7, 0)


def ends_on(week_start: date) -> date:
    """The Sunday that ends a week."""
    return week_start + timedelta(days=6)
