"""Whether what a plan has changed lasts, told from the full weeks after its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from math import sqrt

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.runs import LEAST_SHARE
from plans.calculations.timeline.full_weeks import CountedWeek, DaysOff, first_full_week
from salesgym.numbers.calculations.statistics import distributions
from salesgym.numbers.calculations.weeks.calendar import WEEK

# After so many full weeks the number is looked at once more.
LOOKS = (4, 13)
HELD_FROM, SLIPPED_UP_TO = 0.8, 0.2
# Weeks of leave are stepped over, up to so many of them.
MOST_ABSENT = 104
# A rate that is 0 or less is no rate; the smallest spread keeps counts finite.
LEAST_SPREAD = 1e-9


class Lasting(StrEnum):
    """What a look says of a gain."""

    HELD = "held"
    SLIPPED = "slipped"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: `total` over `over` is the figure of the known weeks, as of a plan's basis.

    `half` lies half way between what was expected without help and the mark. `chance` is the chance that the level
    is at or past it, None where too little is known.
    """

    verdict: Lasting
    half: float
    total: float
    over: float
    chance: float | None = None

    @property
    def figure(self) -> float | None:
        """The figure of these weeks in the unit of the metric; None without trials, deals or weeks."""
        return self.total / self.over if self.over else None


def weeks_after(closed_on: date, days_off: DaysOff, *, count: int) -> tuple[CountedWeek, ...]:
    """The first `count` full weeks after this day, without those wholly absent; fewer in an absence without an end."""
    first = first_full_week(closed_on + timedelta(days=1))
    mondays = (first + WEEK * step for step in range(count + MOST_ABSENT))
    weeks = (CountedWeek(week, worked) for week in mondays if (worked := days_off.worked(week)))
    return tuple(islice(weeks, count))


def look(basis: Basis, mark: float, totals: Sequence[float | None], over: Sequence[float | None]) -> Looked:
    """Whether the level of these weeks after a plan, None where unknown, is at or past the half of what was gained.

    `totals` and `over` as in `Basis`: successes and trials, events or money and the share worked, a sum and its
    deals. `mark` is that of the last step reached. Held where the chance is .8 or more, slipped where it is .2 or
    less; else, and under 60 % of what so many weeks usually have, it is too early to tell. Shares: Beta(.5 + S/phi,
    .5 + (T - S)/phi); counts: Gamma(.5 + events/phi, weeks/phi); money and averages: Normal of the weekly values
    weighed by their counts. Raises what the level of the basis raises.
    """
    half = (basis.expected + mark) / 2
    known = [(top, under) for top, under in zip(totals, over, strict=True) if top is not None and under]
    total, counted = sum(top for top, _under in known), sum(under for _top, under in known)
    chance = None
    if counted >= float(LEAST_SHARE) * len(totals) * basis.usual:
        chance = _chance(basis, known, total, counted, half)
    return Looked(_verdict(chance), half, total, counted, chance)


def _verdict(chance: float | None) -> Lasting:
    if chance is None or SLIPPED_UP_TO < chance < HELD_FROM:
        return Lasting.TOO_EARLY
    return Lasting.HELD if chance >= HELD_FROM else Lasting.SLIPPED


def _chance(
    basis: Basis, known: Sequence[tuple[float, float]], total: float, over: float, half: float
) -> float | None:
    """The chance that the level is at or past `half`; None where nothing says how far single weeks stray."""
    phi = max(basis.spread, LEAST_SPREAD)
    match basis.kind:
        case Kind.RATIO:
            # A win may come from an earlier week's trial, so that single weeks can hold more successes than trials.
            misses = max(over - total, 0.0)
            above = distributions.beta_above(min(max(half, 0.0), 1.0), 0.5 + total / phi, 0.5 + misses / phi)
        case Kind.COUNT:
            above = distributions.gamma_above(max(half, 0.0) * over / phi, 0.5 + total / phi)
        case Kind.MONEY | Kind.AVERAGE:
            mean, error = total / over, _error(known, total / over)
            if error is None:
                return None
            if not error:
                return float(mean <= half if basis.lower_is_better else mean >= half)
            above = distributions.normal_below((mean - half) / error)
    return 1 - above if basis.lower_is_better else above


def _error(known: Sequence[tuple[float, float]], mean: float) -> float | None:
    """The standard error of the weighed mean; None under two weeks."""
    if len(known) < 2:
        return None
    squares = sum(under * (top / under - mean) ** 2 for top, under in known)
    return sqrt(squares / (len(known) - 1) / sum(under for _top, under in known))
