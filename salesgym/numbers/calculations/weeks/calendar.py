"""Weeks: a week is its Monday. Which weeks are complete, and which of them a window holds."""

from datetime import date, timedelta

WEEK = timedelta(weeks=1)


def monday(day: date) -> date:
    """The Monday of the week that this day belongs to."""
    return day - timedelta(days=day.weekday())


def last_complete_week(on: date) -> date:
    """The Monday of the newest week that is over on this day. The week of the day itself still runs."""
    return monday(on) - WEEK


def complete_weeks(*, until: date, weeks: int) -> tuple[date, ...]:
    """The Mondays of the last complete weeks before the week of `until`, oldest first."""
    last = last_complete_week(until)
    return tuple(last - WEEK * back for back in range(weeks - 1, -1, -1))


def weeks_between(start: date, until: date) -> int:
    """How many complete weeks lie from the week of `start` on, before the week of `until`; never negative."""
    return max((monday(until) - monday(start)).days // 7, 0)


def ends_on(week_start: date) -> date:
    """The Sunday that ends a week."""
    return week_start + timedelta(days=6)
