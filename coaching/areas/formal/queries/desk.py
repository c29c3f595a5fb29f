"""The formal plans of one HR partner, with what is promised, due and asked. Six queries for any number of plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from coaching.models import CheckIn, CheckInState
from plans.models import Approval, Commitment, Milestone, Plan
from salesgym.people.models import User

# So long a closed plan stays on the desk.
CLOSED_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Talks:
    """How many check-ins of a plan were held, and how many should have been."""

    held: int
    due: int


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """One formal plan: promises of the plan, its steps in their order, the newest text before HR, and its check-ins."""

    plan: Plan
    promises: Sequence[Commitment]
    steps: Sequence[Milestone]
    asked: Approval | None
    talks: Talks


def plans_of(user: User, *, on: date, at: datetime) -> list[DeskPlan]:
    """Every formal plan that this person reads as HR: open ones, and those that closed lately."""
    seen = Plan.objects.for_hr(user)
    shown = seen.open() | seen.filter(closed_at__date__gte=on - CLOSED_FOR, proposed_at__isnull=False)
    rows = list(
        shown.select_related("rep", "manager", "skill", "outcome")
        .prefetch_related(
            Prefetch("support", Commitment.objects.select_related("promised_by").order_by("due_on", "pk")),
            Prefetch("milestones", Milestone.objects.order_by("position")),
            Prefetch("approvals", Approval.objects.defer("text").order_by("-number")),
        )
        .order_by("rep__name", "pk")
    )
    talks = _talks(rows, at)
    return [
        DeskPlan(
            plan=plan,
            promises=list(plan.support.all()),
            steps=list(plan.milestones.all()),
            asked=next(iter(plan.approvals.all()), None),
            talks=talks.get(plan.pk, Talks(0, 0)),
        )
        for plan in rows
    ]


def _talks(plans: Sequence[Plan], at: datetime) -> Mapping[int, Talks]:
    counted: dict[int, Talks] = {}
    for talk in CheckIn.objects.line().filter(plan__in=plans, planned_for__lt=at, called_off_at=None):
        before = counted.get(talk.plan_id or 0, Talks(0, 0))
        state = talk.state(at)
        held = state == CheckInState.HELD
        due = held or state == CheckInState.MISSED
        counted[talk.plan_id or 0] = Talks(before.held + held, before.due + due)
    return counted
