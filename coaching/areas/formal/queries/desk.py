"""The formal plans of one HR partner, with what is promised, due and asked. Seven queries for any number of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from coaching.areas.formal.queries.talks import Talks, counted, talks_of
from coaching.queries import team_plans
from coaching.queries.overview import teams_of
from coaching.queries.team_plans import PlanCounts
from plans.models import AnnouncedOutcome, Approval, Commitment, Milestone, Override, Plan
from plans.queries.waits_for_hr import WaitsForHR, waiting_for_hr
from salesgym.people.models import User

# So long a closed plan stays on the desk.
CLOSED_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Overridden:
    """What HR has overridden on a plan: what was missing, why, by whom and when."""

    missing: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """One formal plan: promises of the plan, its steps in their order, the newest text before HR, its check-ins, what
    else waits for an answer of HR, and what HR has overridden, both the oldest first; `final_from` of an outcome that was
    shown to the employee and waits for its morning."""

    plan: Plan
    promises: Sequence[Commitment]
    steps: Sequence[Milestone]
    asked: Approval | None
    talks: Talks
    waits: Sequence[WaitsForHR] = ()
    overridden: Sequence[Overridden] = ()
    final_from: datetime | None = None


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
        .annotate(
            overridden=ArraySubquery(_overrides()), final_from=Subquery(_shown().values("final_from")[:1])
        )
        .order_by("rep__name", "pk")
    )
    talks, waits = talks_of(rows), waiting_for_hr([plan.pk for plan in rows])
    return [
        DeskPlan(
            plan=plan,
            promises=list(plan.support.all()),
            steps=list(plan.milestones.all()),
            asked=next(iter(plan.approvals.all()), None),
            talks=counted(talks.get(plan.pk, ()), at),
            waits=waits.get(plan.pk, ()),
            overridden=[_overridden(**row) for row in vars(plan)["overridden"]],
            final_from=vars(plan)["final_from"],
        )
        for plan in rows
    ]


def _shown() -> QuerySet[AnnouncedOutcome]:
    return AnnouncedOutcome.objects.waiting().filter(plan=OuterRef("pk"))


def coaching_of(partner: User) -> PlanCounts:
    """The open coaching plans of this HR partner's teams as counts. Two queries."""
    teams = teams_of(partner).values("pk")
    return team_plans.together(team_plans.by_team(teams, kind=Plan.Kind.COACHING))


def _overrides() -> QuerySet[Any, Any]:
    said = JSONObject(missing="missing", reason="reason", by="overridden_by__name", at="overridden_at")
    return Override.objects.filter(plan=OuterRef("pk")).order_by("overridden_at", "pk").values(said=said)


def _overridden(*, missing: str, reason: str, by: str, at: str) -> Overridden:
    return Overridden(missing, reason, by, datetime.fromisoformat(at))
