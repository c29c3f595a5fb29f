"""A rep's weeks as sums, for the search of changes in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from salesgym.numbers.calculations.weeks import rates


@dataclass(frozen=True, slots=True)
class Week:
    """One complete week: an amount, and the count it is divided by (1 where it is no average)."""

    amount: float
    count: float = 1.0


def known_weeks(weeks: Iterable[rates.Week], *, has_denominator: bool) -> list[Week]:
    """Those of a series that say something, oldest first: successes and trials, or an amount and the share worked."""
    return [
        Week(
            float(week.numerator or 0),
            float((week.denominator or 0) if has_denominator else week.exposure),
        )
        for week in weeks
        if week.is_weighed
    ]
