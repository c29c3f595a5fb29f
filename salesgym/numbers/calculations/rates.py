"""Numbers over a window of weeks: ratios are summed on both sides before they are divided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ROLLING_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one metric. Counts and money have their value as numerator and no denominator."""

    starts_on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Several weeks as one number: a ratio for ratios and averages, the mean a week for the others.

    `weeks` counts the weeks in which the number is known; `numerator` is their total.
    """

    starts_on: date | None
    weeks: int
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None


def rate(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Numerator over denominator; None where there was nothing to divide by."""
    return numerator / denominator if denominator else None


def week(
    starts_on: date, numerator: Decimal | None, denominator: Decimal | None, *, has_denominator: bool
) -> Week:
    """One week, from what is known of it. A ratio with one side unknown is unknown."""
    if not has_denominator:
        return Week(starts_on, numerator, None, numerator)
    known = numerator is not None and denominator is not None
    value = rate(numerator, denominator) if numerator is not None and denominator is not None else None
    return Week(starts_on, numerator if known else None, denominator if known else None, value)


def window(weeks: Sequence[Week], *, has_denominator: bool) -> Window:
    """The weeks as one number. Weeks in which nothing is known carry no weight."""
    known = [week for week in weeks if week.numerator is not None]
    numerator = sum((week.numerator or Decimal() for week in known), Decimal())
    starts_on = weeks[0].starts_on if weeks else None
    if has_denominator:
        denominator = sum((week.denominator or Decimal() for week in known), Decimal())
        return Window(starts_on, len(known), numerator, denominator, rate(numerator, denominator))
    return Window(starts_on, len(known), numerator, None, rate(numerator, Decimal(len(known))))


def rolling(
    weeks: Sequence[Week], *, has_denominator: bool, length: int = ROLLING_WEEKS
) -> tuple[Window, ...]:
    """For each week the window that ends with it: shorter than `length` only where the weeks begin."""
    return tuple(
        window(weeks[max(end - length, 0) : end], has_denominator=has_denominator)
        for end in range(1, len(weeks) + 1)
    )
