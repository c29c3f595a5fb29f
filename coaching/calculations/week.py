"""The seven dots of a week: "on" practiced, "now" today, "open" a work day without practice, "off" no work day."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

Day = Literal["on", "now", "open", "off"]
DAYS = 7


def dots(*, on: date, practiced: Collection[date], work_days: str) -> tuple[Day, ...]:
    """Monday to Sunday of the week of `on`. `work_days` holds ISO weekdays as digits: "12345"."""
    monday = on - timedelta(days=on.weekday())
    week = [monday + timedelta(days=place) for place in range(DAYS)]
    return tuple(_dot(day, on, practiced, work_days) for day in week)


def _dot(day: date, on: date, practiced: Collection[date], work_days: str) -> Day:
    if day in practiced:
        return "on"
    if str(day.isoweekday()) not in work_days:
        return "off"
    return "now" if day == on else "open"
