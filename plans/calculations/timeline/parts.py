"""How long a plan lasts: the weeks that each reason asks for, and the dates after leave has moved them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, inf

from plans.calculations.timeline.sales_cycle import Cycle
from salesgym.numbers.calculations.statistics import sound_input

# A plan lasts eight weeks at least, and ten where a week has few trials.
SHORTEST_WEEKS, SHORTEST_AT_FEW_TRIALS = 8, 10
FEW_TRIALS = 10
# Formal plans last 60 to 180 days: 9 to 25 whole weeks.
FORMAL_SHORTEST, FORMAL_LONGEST = 9, 25
STEP_WEEKS = 2
SLACK = 1e-9
WEEK = timedelta(weeks=1)


class LengthReason(StrEnum):
    """Why a plan lasts at least so long; the page has the sentences."""

    SHORTEST = "shortest"
    FORMAL = "formal"
    TELLS_FROM_LUCK = "tells_from_luck"
    BEST_CHANGE = "best_change"
    SALES_CYCLE = "sales_cycle"
    WANTED = "wanted"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and its weeks, whole or infinite. `is_at_least`: the true number of weeks is larger."""

    reason: LengthReason
    weeks: float
    is_at_least: bool = False


@dataclass(frozen=True, slots=True)
class LeaveSpan:
    """Days of leave, with the first and the last day."""

    first_on: date
    last_on: date


def parts_of(
    *,
    weeks_to_tell: float | None,
    best_change_weeks: float | None,
    cycle: Cycle | None,
    is_formal: bool,
    weeks_wanted: float | None = None,
    steps_weeks: float | None = None,
    trials_a_week: float | None = None,
) -> tuple[Part, ...]:
    """A part for every reason that is not None, the longest first.

    `weeks_wanted` is what somebody asked for, `steps_weeks` what the steps need for their runs and distance;
    `trials_a_week` are the usual trials or deals, None for numbers without.
    """
    parts = [Part(LengthReason.SHORTEST, shortest_weeks(trials_a_week))]
    if is_formal:
        parts.append(Part(LengthReason.FORMAL, FORMAL_SHORTEST))
    if weeks_to_tell is not None:
        parts.append(Part(LengthReason.TELLS_FROM_LUCK, _weeks(weeks_to_tell, "The time to tell from luck")))
    if best_change_weeks is not None:
        parts.append(Part(LengthReason.BEST_CHANGE, _weeks(best_change_weeks, "The time of the best change")))
    if cycle is not None:
        cycle_weeks = _weeks(sound_input.not_negative(cycle.days, "The sales cycle") / 7, "The sales cycle")
        parts.append(Part(LengthReason.SALES_CYCLE, cycle_weeks, cycle.is_at_least))
    if weeks_wanted is not None:
        parts.append(Part(LengthReason.WANTED, _weeks(weeks_wanted, "The time asked for")))
    if steps_weeks is not None:
        parts.append(Part(LengthReason.STEPS, _weeks(steps_weeks, "The time for the steps")))
    return tuple(sorted(parts, key=lambda part: -part.weeks))


def shortest_weeks(trials_a_week: float | None) -> int:
    """How many weeks a plan lasts at least; `trials_a_week` is None for numbers without trials."""
    has_few = trials_a_week is not None and trials_a_week < FEW_TRIALS
    return SHORTEST_AT_FEW_TRIALS if has_few else SHORTEST_WEEKS


def _weeks(value: float, what: str) -> float:
    return inf if value == inf else float(ceil(sound_input.not_negative(value, what) - SLACK))


def after_leave(
    days: Sequence[date], *, starts_on: date, leave: Sequence[LeaveSpan], last_on: date
) -> tuple[date, ...]:
    """These days, each moved by the leave before it, in whole weeks, and at most so far that later ones fit.

    Each step keeps its days of work, and steps stay two weeks apart up to `last_on`. ValueError for leave that
    ends before it begins.
    """
    if any(away.last_on < away.first_on for away in leave):
        raise ValueError("a leave ends before it begins")
    moved = [_moved(day, starts_on, leave, last_on) for day in days]
    room = [last_on - WEEK * STEP_WEEKS * left for left in reversed(range(len(days)))]
    return tuple(min(pair) for pair in zip(moved, room, strict=True))


def days_at_work(*, starts_on: date, ends_on: date, leave: Sequence[LeaveSpan]) -> int:
    """How many days from the start up to the end, not included, are not on leave; weekends count."""
    days = (starts_on + timedelta(days=day) for day in range((ends_on - starts_on).days))
    return sum(not any(away.first_on <= day <= away.last_on for away in leave) for day in days)


def _moved(day: date, starts_on: date, leave: Sequence[LeaveSpan], last_on: date) -> date:
    to_work = (day - starts_on).days
    reached = starts_on
    while to_work > 0 and reached < last_on:
        if not any(away.first_on <= reached <= away.last_on for away in leave):
            to_work -= 1
        reached += timedelta(days=1)
    return min(day + WEEK * ceil((reached - day).days / 7), last_on)
