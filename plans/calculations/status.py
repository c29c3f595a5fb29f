"""The rules of a plan's status word, which are nowhere else in Python.

The judgement decides between "On track" and "Needs a push" by the chance to reach the next step by the plan's end, and
stores which it is. Words that depend on the day (paused, just started, stalled after 14 days) are worked out from that
when they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Week

SILENT_DAYS = 14
# A plan has just started for so long; and for so long after a step was reached its word stays what it was.
FIRST_DAYS = timedelta(weeks=2)
AFTER_A_STEP = timedelta(weeks=2)
# A plan needs a push under the first chance, and is on track again from the second one on, so that it does not
# go to and fro with each week.
PUSH_UNDER, ON_TRACK_AGAIN = 0.45, 0.60


class StatusWord(StrEnum):
    """The status words of a plan, as pages, mails and history show them."""

    JUST_STARTED = "just_started"
    ON_TRACK = "on_track"
    NEEDS_A_PUSH = "needs_a_push"
    STALLED = "stalled"
    PAUSED = "paused"
    WAITING_TO_START = "waiting_to_start"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    NO_PLAN = "no_plan"


# The words of a plan while it runs.
RUNNING = frozenset(
    {StatusWord.JUST_STARTED, StatusWord.ON_TRACK, StatusWord.NEEDS_A_PUSH, StatusWord.STALLED}
)
# Counts of plans use this for a running plan that was not judged yet; StatusWord has no word for it.
NOT_LOOKED_AT = "active"
SETTLED = {
    "draft": StatusWord.WAITING_TO_START,
    "proposed": StatusWord.WAITING_TO_START,
    "paused": StatusWord.PAUSED,
    "in_review": StatusWord.IN_REVIEW,
    "closed": StatusWord.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a running plan's word is decided from on one day.

    `last_number_on` is the Sunday of the newest known week of its number, `last_reached_on` the newest day on which a
    step was reached. `is_pushed` is whether the last judgement said that it needs a push; `has_claim` whether a step
    that the rep has claimed waits for a manager's word.
    """

    starts_on: date
    last_number_on: date | None = None
    last_practice_on: date | None = None
    last_reached_on: date | None = None
    is_pushed: bool = False
    has_claim: bool = False


def known_until(weeks: Iterable[Week]) -> date | None:
    """The Sunday of the newest week that is known; None where none is. `weeks` are complete ones, oldest first.

    A week wholly on leave counts as known, because no numbers are expected for it: a leave does not make a plan
    stalled.
    """
    known = [week.starts_on for week in weeks if week.numerator is not None or week.away.is_whole_week]
    return ends_on(known[-1]) if known else None


def is_silent(signs: Signs, *, on: date) -> bool:
    """Whether there were neither numbers nor practice for 14 days."""
    told = [day for day in (signs.last_number_on, signs.last_practice_on) if day is not None]
    return (on - max([signs.starts_on, *told])).days >= SILENT_DAYS


def is_pushed(signs: Signs, chance: float | None, *, on: date) -> bool:
    """Whether the plan needs a push from this judgement on.

    `chance` is that of the next step not yet reached, by the plan's end; without one there is nothing to push for. In
    the first two weeks nothing is, and in the two weeks after a step was reached it stays as it was. So it does while a
    claim waits: the chance is then that of the step after it, and the rep's word alone changes nothing.
    """
    if chance is None or on < signs.starts_on + FIRST_DAYS:
        return False
    if signs.has_claim:
        return signs.is_pushed
    if signs.last_reached_on is not None and on < signs.last_reached_on + AFTER_A_STEP:
        return signs.is_pushed
    return chance < (ON_TRACK_AGAIN if signs.is_pushed else PUSH_UNDER)


def display_status(*, plan_status: str, signs: Signs | None, on: date) -> StatusWord:
    """The word shown for a plan. `plan_status` is the stored one; a running plan needs its signs."""
    if plan_status in SETTLED:
        return SETTLED[plan_status]
    if signs is None or signs.starts_on > on:
        return StatusWord.WAITING_TO_START
    if is_silent(signs, on=on):
        return StatusWord.STALLED
    if on < signs.starts_on + FIRST_DAYS:
        return StatusWord.JUST_STARTED
    return StatusWord.NEEDS_A_PUSH if signs.is_pushed else StatusWord.ON_TRACK
