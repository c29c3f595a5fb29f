"""What the end of a formal plan depends on besides its steps, and what HR has said about it."""

from datetime import datetime

from django.db.models import Sum

from plans.calculations.formal_end import LONGEST_IN_ALL, FormalEnd
from plans.calculations.kept import kept_of
from plans.models import AnnouncedOutcome, Commitment, Override, OverrideRequest, Pause, Plan
from plans.permissions.hr import acts_as_hr
from salesgym import hooks
from salesgym.people.models import User

NAMES = ("rep", "manager", "mentor", "skill", "metric")


def formal_end(plan: Plan, *, at: datetime) -> FormalEnd | None:
    """What counts at the end of this plan besides its steps; None for a coaching plan. Four queries."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    promised = Commitment.objects.ours().filter(plan=plan).values_list("due_on", "delivered_on")
    return FormalEnd(
        kept=kept_of(promised),
        missed=sum(count(plan, at) for count in hooks.missed_by_managers),
        days_left=days_left(plan),
        overridden=frozenset(Override.objects.filter(plan=plan).values_list("block", flat=True)),
    )


def days_left(plan: Plan) -> int:
    """Of the days that a formal plan may take with its extension, those that this one has not; a plan without dates
    leaves them all. The days by which pauses have moved it are not counted, as the function plans_days_run has it."""
    if plan.starts_on is None or plan.ends_on is None:
        return LONGEST_IN_ALL
    moved = Pause.objects.filter(plan=plan).aggregate(days=Sum("days_moved"))["days"] or 0
    return LONGEST_IN_ALL - (plan.ends_on - plan.starts_on).days + -(-moved * 7 // 5)


def waiting_outcome(plan: Plan) -> AnnouncedOutcome | None:
    """The outcome that was shown and is not final yet. One query, none of a coaching plan."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    told = AnnouncedOutcome.objects.waiting().filter(plan=plan)
    return told.select_related("announced_by", "next_skill").first()


def overrides(plan: Plan) -> list[Override]:
    """What HR has overridden on this plan, the oldest first. One query, none of a coaching plan."""
    if plan.kind != Plan.Kind.FORMAL:
        return []
    return list(
        Override.objects.filter(plan=plan).select_related("overridden_by").order_by("overridden_at", "pk")
    )


def requests(plan: Plan) -> list[OverrideRequest]:
    """What HR was asked to override on this plan, the newest first."""
    found = OverrideRequest.objects.filter(plan=plan).select_related("asked_by", "settled_by")
    return list(found.order_by("-asked_at"))


def for_hr(user: User, pk: int) -> Plan | None:
    """The formal plan that this HR partner covers and has no other part in; None for everybody else."""
    if not user.is_hr_partner:
        return None
    plan = Plan.objects.filter(pk=pk, kind=Plan.Kind.FORMAL).select_related(*NAMES).first()
    is_read = plan is not None and plan.status != Plan.Status.DRAFT and acts_as_hr(user, plan)
    return plan if is_read else None
