"""Numbers over a window of weeks: ratios are summed on both sides before they are divided.

Counts and money are divided by the weeks worked: a week with leave in it carries the share of its work days
that he was there, a week away altogether carries nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away

ZERO = Decimal()
ROLLING_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one metric. Counts and money have their value as numerator and no denominator."""

    starts_on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    away: Away = AT_WORK

    @property
    def exposure(self) -> Decimal:
        """The share of the week that was worked, 0 to 1."""
        return self.away.exposure

    @property
    def days_away(self) -> int:
        return self.away.days

    @property
    def is_weighed(self) -> bool:
        """True where the week says something: known, and worked, or with something to divide by."""
        return self.numerator is not None and bool(self.exposure or self.denominator)


@dataclass(frozen=True, slots=True)
class Window:
    """Several weeks as one number: a ratio for ratios and averages, the mean a week for the others.

    `weeks` counts the weeks in which the number is known; `numerator` is their total, `exposure` how many
    of them were worked: three weeks with two of five days on leave in one are 2.6.
    """

    starts_on: date | None
    weeks: int
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    exposure: Decimal


def rate(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Numerator over denominator; None where there was nothing to divide by."""
    return numerator / denominator if denominator else None


def week(
    starts_on: date,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    has_denominator: bool,
    away: Away = AT_WORK,
) -> Week:
    """One week, from what is known of it. A ratio with one side unknown is unknown.

    A zero of a week away altogether is no number: nobody was there to make one.
    """
    if away.is_whole_week and not (numerator or denominator):
        return Week(starts_on, away=away)
    if not has_denominator:
        return Week(starts_on, numerator, None, numerator, away)
    known = numerator is not None and denominator is not None
    value = rate(numerator, denominator) if numerator is not None and denominator is not None else None
    return Week(starts_on, numerator if known else None, denominator if known else None, value, away)


def window(weeks: Sequence[Week], *, has_denominator: bool) -> Window:
    """The weeks as one number. Weeks in which nothing is known, or nobody was there, carry no weight."""
    known = [week for week in weeks if week.is_weighed]
    exposure = sum((week.exposure for week in known), Decimal())
    numerator = sum((week.numerator or Decimal() for week in known), Decimal())
    starts_on = weeks[0].starts_on if weeks else None
    if has_denominator:
        denominator = sum((week.denominator or Decimal() for week in known), Decimal())
        value = rate(numerator, denominator)
        return Window(starts_on, len(known), numerator, denominator, value, exposure)
    return Window(starts_on, len(known), numerator, None, rate(numerator, exposure), exposure)


def rolling(
    weeks: Sequence[Week], *, has_denominator: bool, length: int = ROLLING_WEEKS
) -> tuple[Window, ...]:
    """For each week the window that ends with it: shorter than `length` only where the weeks begin.

    The same as `window` of each, to the last digit, with every week looked at once.
    """
    known = [week.is_weighed for week in weeks]
    numerators, denominators, exposures = (
        [(part or ZERO) if is_known else ZERO for part, is_known in zip(parts, known, strict=True)]
        for parts in (
            [week.numerator for week in weeks],
            [week.denominator for week in weeks],
            [week.exposure for week in weeks],
        )
    )
    found = []
    for end in range(1, len(weeks) + 1):
        start = max(end - length, 0)
        numerator = sum(numerators[start:end], ZERO)
        exposure = sum(exposures[start:end], ZERO)
        denominator = sum(denominators[start:end], ZERO) if has_denominator else None
        value = rate(numerator, exposure if denominator is None else denominator)
        found.append(
            Window(weeks[start].starts_on, sum(known[start:end]), numerator, denominator, value, exposure)
        )
    return tuple(found)
