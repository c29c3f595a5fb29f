"""How long a rep's deals usually take; deals that are still open are included."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input

MIN_DEALS = 5
HALF = 0.5
SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class TimedDeal:
    """One deal: the days it took, or those it has been open for (`is_closed` False)."""

    days: float
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class Cycle:
    """The usual cycle in days, of so many deals. `is_at_least`: under half are closed, so the cycle is longer."""

    days: float
    deals: int
    is_at_least: bool = False

    @property
    def weeks(self) -> int:
        """The cycle in whole weeks, rounded up."""
        return ceil(self.days / 7 - SLACK)


def usual_cycle(deals: Sequence[TimedDeal]) -> Cycle:
    """The median time a deal takes, with open deals as censored; the longest time where there is no median yet.

    Days are zero or more. Raises NotEnoughYet under 5 deals. Source: Kaplan and Meier (1958); the median is the
    first time at which the curve is at half or under.
    """
    times = sorted((sound_input.not_negative(deal.days, "A deal's time"), deal.is_closed) for deal in deals)
    if len(times) < MIN_DEALS:
        raise NotEnoughYet(len(times), MIN_DEALS, Lacking.DEALS)
    still_open = 1.0
    for days in sorted({days for days, is_closed in times if is_closed}):
        at_risk = sum(time >= days for time, _ in times)
        closed = sum(time == days and is_closed for time, is_closed in times)
        still_open *= 1 - closed / at_risk
        if still_open <= HALF + SLACK:
            return Cycle(days, len(times))
    return Cycle(times[-1][0], len(times), is_at_least=True)
