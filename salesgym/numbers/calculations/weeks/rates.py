"""Numbers over a window of weeks. Ratios: the sum of numerators over the sum of denominators.

Counts and money are divided by the weeks worked: a week with leave counts as the share of its work days that
the rep worked, a week of leave does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away

ZERO = Decimal()
# What a week that does not count adds to a window: numerator, denominator, weeks worked, known weeks.
NOTHING = (ZERO, ZERO, ZERO, 0)
ROLLING_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one metric. For counts and money `numerator` is the value and there is no denominator."""

    starts_on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    away: Away = AT_WORK

    @property
    def exposure(self) -> Decimal:
        """The share of the week's work days that was worked, 0 to 1."""
        return self.away.exposure

    @property
    def days_away(self) -> int:
        return self.away.days

    @property
    def is_weighed(self) -> bool:
        """True where the week counts: it is known, and was worked or has a denominator above zero."""
        return self.numerator is not None and bool(self.exposure or self.denominator)


@dataclass(frozen=True, slots=True)
class Window:
    """Several weeks as one number: a ratio for ratios and averages, the mean per week for others.

    `weeks` is the number of weeks with a known number, `numerator` their total, `exposure` the weeks worked:
    three weeks with two of five days on leave in one of them are 2.6.
    """

    starts_on: date | None
    weeks: int
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    exposure: Decimal


def rate(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Numerator over denominator; None where the denominator is zero."""
    return numerator / denominator if denominator else None


def week(
    starts_on: date,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    has_denominator: bool,
    away: Away = AT_WORK,
) -> Week:
    """One week from its stored values. A ratio with one unknown side is unknown.

    A zero in a week that was all leave is unknown as well, as nobody was there to do anything.
    """
    if away.is_whole_week and not (numerator or denominator):
        return Week(starts_on, away=away)
    if not has_denominator:
        return Week(starts_on, numerator, None, numerator, away)
    known = numerator is not None and denominator is not None
    value = rate(numerator, denominator) if numerator is not None and denominator is not None else None
    return Week(starts_on, numerator if known else None, denominator if known else None, value, away)


def window(weeks: Sequence[Week], *, has_denominator: bool) -> Window:
    """The weeks as one number. Unknown weeks and weeks that were not worked are ignored."""
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
    """For each week the window of up to `length` weeks that ends with it.

    Exactly equal to `window` of each, but in one pass over the weeks.
    """
    if not weeks:
        return ()
    parts = [
        (week.numerator or ZERO, week.denominator or ZERO, week.exposure, 1) if week.is_weighed else NOTHING
        for week in weeks
    ]
    numerators, denominators, exposures, known = zip(*parts, strict=True)
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
