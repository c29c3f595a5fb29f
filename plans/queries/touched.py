"""Whose milestones are looked at again when numbers come in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, Prefetch, Q, QuerySet, Subquery, Value

from plans.models import Milestone, Plan
from salesgym.people.models import Organization, User

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    MeasuredPlan = WithAnnotations[Plan, "Beside"]


class Beside(TypedDict):
    """What stands beside each plan: how many plans there are in all, and the currency of the organization."""

    of: int
    currency: str


@dataclass(frozen=True)
class NextStep:
    """A plan and the step it climbs now; None once every step is reached."""

    plan: Plan
    step: Milestone | None


@dataclass(frozen=True)
class Touched:
    """The plans that this person may open, by the reps' names, and how many there are besides.

    `currency` is what money of these steps is in; empty without steps.
    """

    steps: tuple[NextStep, ...] = ()
    others: int = 0
    currency: str = ""


def milestones(user: User, rep_ids: Collection[int], first_week: date | None) -> Touched:
    """The running plans of these reps that are not over before this week. Two queries; none without reps."""
    if not rep_ids:
        return Touched()
    not_over = Q(ends_on=None) | Q(ends_on__gte=first_week) if first_week else Q()
    measured = Plan.objects.working().filter(not_over, rep_id__in=rep_ids)
    ahead = Milestone.objects.filter(status=Milestone.Status.AHEAD).select_related("metric")
    seen = (
        measured.filter(pk__in=Plan.objects.visible_to(user).values("pk"))
        .select_related("rep")
        .prefetch_related(Prefetch("milestones", ahead.order_by("position"), to_attr="steps_ahead"))
        .order_by("rep__name", "pk")
    )
    # In the same query: how many there are in all, and the currency of their money.
    told = seen.annotate(of=_count(measured), currency=Organization.objects.setting("currency"))
    steps = tuple(NextStep(plan, next(iter(getattr(plan, "steps_ahead", ())), None)) for plan in told)
    if not steps:
        return Touched(others=measured.count())
    first = cast("MeasuredPlan", told[0])
    return Touched(steps, first.of - len(steps), first.currency)


def _count(plans: QuerySet[Plan]) -> Subquery:
    """How many these are, beside each row of another query."""
    one = plans.order_by().values(one=Value(1)).annotate(many=Count("pk")).values("many")
    return Subquery(one)


def starts(user: User, rep_ids: Collection[int], first_day: date, last_day: date) -> list[Plan]:
    """The working plans of these reps that this person may open and whose signed start holds weeks of these days."""
    plans = Plan.objects.visible_to(user).working().filter(rep__in=rep_ids, baseline_until__gte=first_day)
    found = plans.filter(baseline_weeks__isnull=False).select_related("rep").order_by("rep__name", "pk")
    return [plan for plan in found if _start_of(plan) <= last_day]


def _start_of(plan: Plan) -> date:
    """The Monday of the first week of its baseline."""
    return (plan.baseline_until or date.max) + timedelta(days=1) - timedelta(weeks=plan.baseline_weeks or 0)
