"""Progress of a plan, and the rules of its status word, which are nowhere else in Python.

The forecast of the step now decides between "On track" and "Needs a push"; without a forecast, straight-line
pace from the rep's baseline decides. Words that depend on the day (paused, stalled after 14 days) are worked out
when they are shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Week

WINDOW_WEEKS = 4
# Before so many weeks, most of a four-week window is older than the plan, so it is not judged by it.
WEEKS_BEFORE_JUDGING = 2
# On pace from 90 % of the expected way on: a four-week rate changes in jumps, so it is often just short.
PACE_TOLERANCE = Decimal("0.9")
SILENT_DAYS = 14
# A plan is on track if the chance of its step now is at least this.
ON_TRACK_FROM = 0.60


class StatusWord(StrEnum):
    """The status words of a plan, as pages, mails and history show them."""

    ON_TRACK = "on_track"
    NEEDS_A_PUSH = "needs_a_push"
    STALLED = "stalled"
    PAUSED = "paused"
    WAITING_TO_START = "waiting_to_start"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    NO_PLAN = "no_plan"


# Counts of plans use this for a running plan that has no forecast yet; StatusWord has no word for it.
NOT_LOOKED_AT = "active"


@dataclass(frozen=True)
class Pace:
    """What is known about a running plan on one day.

    `baseline` and `current` are in the unit of the step now (a count since the start begins at 0);
    `step_target` is None for a step that is done or not. `weeks_in` counts complete weeks since the start.
    `chance` is the stored chance to reach the step now on its date; None where none is stored for this step.
    """

    starts_on: date
    step_due_on: date | None = None
    step_target: Decimal | None = None
    baseline: Decimal | None = None
    current: Decimal | None = None
    lower_is_better: bool = False
    weeks_in: int = 0
    last_number_on: date | None = None
    last_practice_on: date | None = None
    chance: float | None = None


def meets(value: Decimal | None, target: Decimal | None, lower_is_better: bool = False) -> bool:
    """Whether the value is at the target or better; False if either is None."""
    if value is None or target is None:
        return False
    return value <= target if lower_is_better else value >= target


def straight_line(*, starts_on: date, baseline: Decimal, due_on: date, target: Decimal, on: date) -> Decimal:
    """The value on this day of the straight line from start to step; constant before and after it."""
    days = (due_on - starts_on).days
    if days <= 0 or on >= due_on:
        return target
    share = Decimal(max((on - starts_on).days, 0)) / Decimal(days)
    return baseline + (target - baseline) * share


def share_done(*, baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> Decimal:
    """How much of the way from baseline to target is done, 0 to 1, up or down; 0 if a value is None."""
    if baseline is None or target is None or value is None:
        return Decimal(0)
    if baseline == target:
        return Decimal(1)
    return min(max((value - baseline) / (target - baseline), Decimal(0)), Decimal(1))


def is_on_pace(pace: Pace, *, on: date) -> bool:
    """Whether 90 % of the way expected by this day is done; True while it is too early to judge."""
    if pace.step_due_on is None:
        return True
    if pace.step_target is None or pace.baseline is None:
        return on <= pace.step_due_on
    if meets(pace.current, pace.step_target, pace.lower_is_better):
        return True
    if on > pace.step_due_on:
        return False
    if pace.current is None or pace.weeks_in < WEEKS_BEFORE_JUDGING:
        return True
    expected = straight_line(
        starts_on=pace.starts_on,
        baseline=pace.baseline,
        due_on=pace.step_due_on,
        target=pace.step_target,
        on=on,
    )
    way = -1 if pace.lower_is_better else 1
    return (pace.current - pace.baseline) * way >= (expected - pace.baseline) * way * PACE_TOLERANCE


def known_until(weeks: Iterable[Week]) -> date | None:
    """The Sunday of the newest week that is known; None where none is. `weeks` are complete ones, oldest first.

    A week wholly on leave counts as known, because no numbers are expected for it: a leave does not make a plan
    stalled.
    """
    known = [week.starts_on for week in weeks if week.numerator is not None or week.away.is_whole_week]
    return ends_on(known[-1]) if known else None


def is_silent(pace: Pace, *, on: date) -> bool:
    """Whether there were neither numbers nor practice for 14 days."""
    signs = [day for day in (pace.last_number_on, pace.last_practice_on) if day is not None]
    return (on - max([pace.starts_on, *signs])).days >= SILENT_DAYS


def display_status(*, plan_status: str, pace: Pace | None, on: date) -> StatusWord:
    """The word shown for a plan. `plan_status` is the stored one; a running plan needs its pace.

    In the first two weeks the forecast rests mostly on weeks before the plan, so pace decides instead, and every
    plan begins on track.
    """
    settled = {
        "draft": StatusWord.WAITING_TO_START,
        "proposed": StatusWord.WAITING_TO_START,
        "paused": StatusWord.PAUSED,
        "in_review": StatusWord.IN_REVIEW,
        "closed": StatusWord.CLOSED,
    }
    if plan_status in settled:
        return settled[plan_status]
    if pace is None or pace.starts_on > on:
        return StatusWord.WAITING_TO_START
    if is_silent(pace, on=on):
        return StatusWord.STALLED
    return StatusWord.ON_TRACK if _is_on_track(pace, on=on) else StatusWord.NEEDS_A_PUSH


def _is_on_track(pace: Pace, *, on: date) -> bool:
    if pace.chance is None or pace.weeks_in < WEEKS_BEFORE_JUDGING:
        return is_on_pace(pace, on=on)
    return pace.chance >= ON_TRACK_FROM


def how_many_more(
    weeks: Sequence[Week],
    *,
    target: Decimal,
    is_ratio: bool,
    lower_is_better: bool = False,
    length: int = WINDOW_WEEKS,
) -> int | None:
    """How many successes or events the current week needs so that the window that ends with it meets the target.

    `weeks` are complete weeks, oldest first. For a rate the current week is assumed to have as many trials as
    the average week of the window. None where lower is better, where nothing is known, and where more would be
    needed than such a week has trials.
    """
    known = [week for week in weeks[-length:] if week.is_weighed]
    if lower_is_better or not known:
        return None
    kept = [week for week in weeks[-(length - 1) :] if week.is_weighed] if length > 1 else []
    have = sum((week.numerator or Decimal(0) for week in kept), Decimal(0))
    if not is_ratio:
        return _up(target * (_worked(kept) + 1) - have)
    if not _worked(known):
        return None
    usual = sum((week.denominator or Decimal(0) for week in known), Decimal(0)) / _worked(known)
    total = sum((week.denominator or Decimal(0) for week in kept), Decimal(0)) + usual
    more = _up(target * total - have)
    return more if more <= usual else None


def _worked(weeks: Sequence[Week]) -> Decimal:
    """How many weeks were worked: without the days on leave."""
    return sum((week.exposure for week in weeks), Decimal(0))


def _up(number: Decimal) -> int:
    return max(int(number.to_integral_value(rounding=ROUND_CEILING)), 0)
