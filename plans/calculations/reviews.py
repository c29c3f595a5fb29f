"""The looks at a plan on its way: after a third of its days, and after two."""

from datetime import date, timedelta

THIRDS = (1, 2)
# A look that nobody could take on its day is taken within a week, or not any more.
LATE = timedelta(days=6)


def days_of(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The days of the two looks. They move with the dates of the plan."""
    length = (ends_on - starts_on).days
    first, second = (starts_on + timedelta(days=length * third // 3) for third in THIRDS)
    return first, second


def due(starts_on: date, ends_on: date, *, on: date) -> int:
    """Which look is due on this day, 1 or 2; 0 for none."""
    days = zip(THIRDS, days_of(starts_on, ends_on), strict=True)
    return next((third for third, day in reversed(list(days)) if day <= on <= day + LATE), 0)


def next_after(starts_on: date, ends_on: date, *, on: date) -> date | None:
    """The day of the next look; None after the second."""
    return next((day for day in days_of(starts_on, ends_on) if day > on), None)
