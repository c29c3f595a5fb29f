"""Finds steps that are due before their number can show a result. The page marks them; they are allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.calculations.timeline.parts import STEP_WEEKS
from plans.calculations.timeline.steps import Rung

WEEK = timedelta(weeks=1)


class EarlyReason(StrEnum):
    """Why a day is early; the page has the sentences."""

    SALES_CYCLE = "sales_cycle"
    STEP_BEFORE = "step_before"


@dataclass(frozen=True, slots=True)
class Early:
    """The step at this index (0 is the first) is early; `fits_on` is the first day that is not."""

    index: int
    why: EarlyReason
    fits_on: date


def early_steps(rungs: Sequence[Rung], *, starts_on: date, cycle_weeks: float | None = None) -> list[Early]:
    """The steps that are due too early, each with the reason that asks for the latest day.

    A step of the plan's metric, where that is a result, should be due after the time in which a deal opened on the first
    day is usually closed (`cycle_weeks`; None for other metrics). Every step should be due two weeks or more after the
    one before. Steps without a day are skipped. Whether a run fits before its date is asked of `misfits`.
    """
    found = []
    before: date | None = None
    for index, rung in enumerate(rungs):
        if rung.due_on is None:
            continue
        reasons = _reasons(rung, starts_on, cycle_weeks)
        if before is not None:
            reasons.append((before + WEEK * STEP_WEEKS, EarlyReason.STEP_BEFORE))
        late = [reason for reason in reasons if reason[0] > rung.due_on]
        if late:
            fits_on, why = max(late, key=lambda reason: reason[0])
            found.append(Early(index, why, fits_on))
        before = rung.due_on
    return found


def _reasons(rung: Rung, starts_on: date, cycle_weeks: float | None) -> list[tuple[date, EarlyReason]]:
    if not rung.measures_focus or cycle_weeks is None:
        return []
    if not 0 <= cycle_weeks * 7 < (date.max - starts_on).days:
        return []
    return [(starts_on + timedelta(weeks=cycle_weeks), EarlyReason.SALES_CYCLE)]
