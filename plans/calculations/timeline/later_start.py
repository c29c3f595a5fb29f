"""By how many whole weeks a plan begins later, when it is signed after its first day."""

from datetime import date

DAYS = 7


def weeks_later(starts_on: date, *, on: date) -> int:
    """The fewest whole weeks that put this first day after `on`; 0 where it has not passed yet."""
    return 0 if starts_on >= on else (on - starts_on).days // DAYS + 1
