"""The verdict on a plan as a whole: improved, not moving, or too early to decide. It stands once it is "improved"."""

from datetime import date, timedelta
from enum import StrEnum

from salesgym.numbers.calculations.statistics.improvement import CLEAR

# Before this day, and before a third of the plan, nobody hears that a plan is not moving.
FIRST_DAY = 30
PART_OF_PLAN = 3
# A change is not there where it is this improbable.
NOT_MOVING = 0.20


class Verdict(StrEnum):
    """The verdict of one day."""

    IMPROVED = "improved"
    KEEP_GOING = "keep going"
    NOT_MOVING = "not moving"


def improved_since(real: float | None, *, earlier: date | None, on: date) -> date | None:
    """The day on which the change first was clear: that of an earlier judgement, or this one; None before."""
    if earlier is not None:
        return earlier
    return on if real is not None and real >= CLEAR else None


def first_decision(starts_on: date, ends_on: date) -> date:
    """The first day on which a plan may be called not moving: the later of day 30 and a third of the plan."""
    third = (ends_on - starts_on) / PART_OF_PLAN
    return starts_on + max(timedelta(days=FIRST_DAY), timedelta(days=third.days))


def verdict(
    real: float | None, *, improved_on: date | None, starts_on: date, ends_on: date, on: date
) -> Verdict | None:
    """The verdict on this day, None without a chance that something has changed (`real`, 0 to 1)."""
    if improved_on is not None:
        return Verdict.IMPROVED
    if real is None:
        return None
    if real <= NOT_MOVING and on >= first_decision(starts_on, ends_on):
        return Verdict.NOT_MOVING
    return Verdict.KEEP_GOING
