"""What a draft still needs before it can be proposed."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto

from plans.models import Milestone, Plan
from plans.models.diagnosis import GROUP_OF, CauseGroup
from plans.queries import hr
from plans.queries.draft_length import weeks_of_dates
from plans.queries.observation import was_seen
from salesgym import hooks
from salesgym.people.models import Organization


class Lack(Enum):
    """What may be missing; `plans.pages.readiness` has the words."""

    FOCUS = auto()
    HEADLINE = auto()
    WHY = auto()
    SEEN = auto()
    TARGET = auto()
    DATES = auto()
    STEPS = auto()
    STEPS_INSIDE = auto()
    STEPS_IN_ORDER = auto()
    STEPS_AHEAD = auto()
    LENGTH = auto()
    MENTOR = auto()
    PROMISE = auto()
    # Of formal plans:
    SYSTEM = auto()
    TRIED = auto()
    SUPPORT = auto()
    TOO_LONG = auto()
    CHECK_INS = auto()
    NOBODY_OF_HR = auto()


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet, and the wizard's step that asks for it."""

    step: int
    lack: Lack


def missing(plan: Plan, *, on: date, steps: Sequence[Milestone] | None = None) -> list[Missing]:
    """What to add before this draft can be proposed on this day, in the wizard's order; empty when it is ready.

    `steps` are the plan's in their order, where they are known: else they are asked for.
    """
    steps = list(plan.milestones.order_by("position")) if steps is None else steps
    gaps = [*_fields_empty(plan), *_nothing_seen(plan)]
    if not steps:
        gaps.append(Missing(4, Lack.STEPS))
    gaps += _steps_out_of_line(plan, steps, on) + _another_length(plan) + _promise_owed(plan)
    gaps += formal_gaps(plan, on=on) if plan.is_formal else []
    return sorted(gaps, key=lambda gap: gap.step)


def complete_steps(plan: Plan) -> set[int]:
    """The wizard's steps that were saved and whose texts, numbers, dates and promises are there. Two queries at most.

    Dates are saved with the steps between them, so they stand for both. What else is missing the review says.
    """
    empty = {gap.step for gap in (*_fields_empty(plan), *_promise_owed(plan))}
    return {step for step in range(1, plan.wizard_step) if step not in empty}


def _fields_empty(plan: Plan) -> list[Missing]:
    needs = [
        (plan.skill_id and plan.metric_id, 1, Lack.FOCUS),
        (plan.headline.strip(), 2, Lack.HEADLINE),
        (plan.why.strip(), 2, Lack.WHY),
        (plan.target is not None, 3, Lack.TARGET),
        (plan.starts_on and plan.ends_on, 4, Lack.DATES),
        (plan.mentor_wish_id or plan.mentor_id or plan.no_mentor_reason.strip(), 5, Lack.MENTOR),
    ]
    return [Missing(step, lack) for there, step, lack in needs if not there]


def _nothing_seen(plan: Plan) -> list[Missing]:
    """A formal plan rests on something that was seen on a day."""
    is_asked = plan.kind == Plan.Kind.FORMAL
    return [Missing(2, Lack.SEEN)] if is_asked and not was_seen(plan) else []


def _steps_out_of_line(plan: Plan, steps: Sequence[Milestone], on: date) -> list[Missing]:
    if not steps or plan.starts_on is None or plan.ends_on is None:
        return []
    days = [step.due_on for step in steps]
    if days[0] < plan.starts_on or days[-1] > plan.ends_on:
        return [Missing(4, Lack.STEPS_INSIDE)]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        return [Missing(4, Lack.STEPS_IN_ORDER)]
    if days[0] < on:
        return [Missing(4, Lack.STEPS_AHEAD)]
    return []


def _another_length(plan: Plan) -> list[Missing]:
    """Bars of another length than the dates have: leave came since, or a length was chosen after the dates."""
    if plan.counts_from is not None:
        # An extension keeps the length that its first plan was judged by.
        return []
    weeks, basis = weeks_of_dates(plan), getattr(plan, "basis", None)
    kept = basis.bars.get("plan_weeks") if basis is not None else None
    return [Missing(4, Lack.LENGTH)] if weeks and kept and weeks != kept else []


def _promise_owed(plan: Plan) -> list[Missing]:
    """A cause that is ours to fix, chosen after our promises were written or without any."""
    diagnosis = getattr(plan, "diagnosis", None)
    if diagnosis is None or not diagnosis.ours:
        return []
    if any(promise.promised_by_id != plan.rep_id for promise in plan.support.all()):
        return []
    return [Missing(5, Lack.PROMISE)]


def formal_gaps(plan: Plan, *, on: date) -> list[Missing]:
    """What a formal draft needs besides, so that its record stands up."""
    diagnosis = getattr(plan, "diagnosis", None)
    causes = diagnosis.causes if diagnosis is not None else []
    days = hr.days_of(plan)
    found = [
        (any(GROUP_OF[cause] == CauseGroup.SYSTEM for cause in causes), 2, Lack.SYSTEM),
        (not _has_been_tried(plan), 2, Lack.TRIED),
        (days is not None and days > hr.MOST_DAYS, 4, Lack.TOO_LONG),
        (not any(promise.promised_by_id != plan.rep_id for promise in plan.support.all()), 5, Lack.SUPPORT),
        (not _talks_are_planned(plan, on), 6, Lack.CHECK_INS),
        (not hr.partners_of(plan).exists(), 6, Lack.NOBODY_OF_HR),
    ]
    return [Missing(step, lack) for is_lacking, step, lack in found if is_lacking]


def _has_been_tried(plan: Plan) -> bool:
    """Whether help came before: written down, or an earlier coaching plan."""
    diagnosis = getattr(plan, "diagnosis", None)
    return bool(diagnosis and diagnosis.tried.strip()) or hr.support_given(plan.rep).exists()


def _talks_are_planned(plan: Plan, on: date) -> bool:
    since = datetime.combine(on, time(), tzinfo=Organization.objects.current().zone)
    return any(is_planned(plan.rep, since) for is_planned in hooks.check_ins_planned)
