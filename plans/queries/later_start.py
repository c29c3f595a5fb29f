"""What a plan that is signed after its first day may do: begin later, with all its dates along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.calculations.timeline.later_start import weeks_later
from plans.models import Agreement, Event, Milestone, Plan


@dataclass(frozen=True, slots=True)
class LaterStart:
    """The day on which it would begin, by how many whole weeks, and whether the first step's date leaves no choice."""

    begins_on: date
    weeks: int
    is_needed: bool


def later_start(
    plan: Plan, agreement: Agreement, *, on: date, steps: Sequence[Milestone] | None = None
) -> LaterStart | None:
    """What the terms allow on this day; None where the first day is ahead, or the terms say nothing of it. One query
    without the `steps` of the plan in their order."""
    if plan.starts_on is None or not agreement.may_begin_later:
        return None
    weeks = weeks_later(plan.starts_on, on=on)
    if not weeks:
        return None
    is_over = first_step_has_passed(plan, on=on) if steps is None else bool(steps) and steps[0].due_on < on
    return LaterStart(plan.starts_on + timedelta(weeks=weeks), weeks, is_over)


def first_step_has_passed(plan: Plan, *, on: date) -> bool:
    """Whether the plan would start with a step whose date is over."""
    first = plan.milestones.order_by("position").first()
    return first is not None and first.due_on < on


def weeks_begun_later(plan: Plan, agreement: Agreement | None) -> int:
    """By how many weeks the dates of this text moved when it was signed; 0 where the plan began as planned, or the text
    is a later one, which has the moved dates.
    """
    if plan.activated_at is None:
        return 0
    moved = plan.history.filter(event=Event.PLAN_BEGINS_LATER).order_by("-seq").first()
    if moved is None or (agreement is not None and agreement.created_at > moved.at):
        return 0
    return int(moved.detail["weeks"])
