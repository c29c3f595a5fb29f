"""A first step of the rep's own work: by when, and how much is as much as they did before."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from plans.calculations.timeline.full_weeks import CountedWeek

WITHIN = timedelta(days=14)
# So many of the last four weeks have to be known before they say what is usual.
FEWEST_KNOWN = 2


def win_day(starts_on: date, next_on: date | None) -> date | None:
    """Two weeks after the first day, or the day before the next step; None where that leaves no day."""
    day = starts_on + WITHIN
    if next_on is not None:
        day = min(day, next_on - timedelta(days=1))
    return day if day > starts_on else None


def as_before(total: Decimal, exposure: Decimal, weeks: Sequence[CountedWeek]) -> int | None:
    """How much these weeks hold at the pace of `total` in so many weeks worked, rounded down.

    A week that is half on leave holds half. None where that is less than one, or nothing is known.
    """
    if exposure <= 0:
        return None
    found = floor(Fraction(total) / Fraction(exposure) * sum((week.worked for week in weeks), Fraction(0)))
    return found if found > 0 else None


def as_often(times_a_week: int, weeks: Sequence[CountedWeek]) -> int | None:
    """How many workouts these weeks hold where the programme asks for so many a week; None for less than one."""
    found = floor(times_a_week * sum((week.worked for week in weeks), Fraction(0)))
    return found if found > 0 else None
