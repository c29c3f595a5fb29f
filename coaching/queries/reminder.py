"""What is due now and could be told: found by state, so that a planner that slept makes up for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from plans.models import Agreement, Milestone, Plan, Reward, Signature
from plans.queries.calendar import local_day

LEADS = (0, 1, 3, 7)
DAY_STARTS = 8
PLAN_ENDS_SOON = 14
OVERDUE_FOR = 14
AGREEMENT_WAITS = (2, 5)
REWARD_WAITS = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone and how near it is, as its rep's calendar has it."""

    milestone: Milestone
    days_left: int
    lead: int


def lead_of(days_left: int) -> int | None:
    """Which reminder a date this near calls for: 7, 3, 1, 0 days, or none yet (or no longer)."""
    return next((lead for lead in LEADS if 0 <= days_left <= lead), None)


def personal_day(person_zone: str, at: datetime) -> date:
    """The day it is for this person; before eight in the morning still the day before."""
    return (at.astimezone(ZoneInfo(person_zone)) - timedelta(hours=DAY_STARTS)).date()


def climbing(*, at: datetime) -> QuerySet[Milestone]:
    """Steps still ahead on plans that run, with all that a reminder says of them."""
    return Milestone.objects.filter(
        plan__status=Plan.Status.ACTIVE,
        # Of the plan of somebody who has left nobody is reminded.
        plan__rep__is_active=True,
        status=Milestone.Status.AHEAD,
        plan__starts_on__lte=at.date() + timedelta(1),
    ).select_related("plan__rep", "plan__manager", "plan__skill", "metric", "reward")


def milestones_due(*, at: datetime) -> Iterator[Due]:
    """Steps within a week of their date, each with the reminder that is due by now."""
    near = (at.date() - timedelta(days=1), at.date() + timedelta(days=max(LEADS) + 1))
    for milestone in climbing(at=at).filter(due_on__range=near).iterator():
        days_left = (milestone.due_on - personal_day(milestone.plan.rep.time_zone, at)).days
        lead = lead_of(days_left)
        if lead is not None:
            yield Due(milestone, days_left, lead)


def milestones_overdue(*, at: datetime) -> Iterator[Milestone]:
    """Steps whose date passed in the last two weeks, for the one word about it."""
    passed = (at.date() - timedelta(days=OVERDUE_FOR), at.date())
    for milestone in climbing(at=at).filter(due_on__range=passed).iterator():
        if milestone.due_on < personal_day(milestone.plan.rep.time_zone, at):
            yield milestone


def plans_ending(*, at: datetime) -> QuerySet[Plan]:
    """Running plans with two weeks or less to go."""
    today = local_day(at)
    return (
        Plan.objects.running()
        .filter(
            rep__is_active=True,
            starts_on__lte=today,
            ends_on__range=(today, today + timedelta(days=PLAN_ENDS_SOON)),
        )
        .select_related("rep", "manager", "mentor", "skill")
    )


def agreements_waiting(*, at: datetime) -> Iterator[tuple[Agreement, int, bool]]:
    """Agreements unsigned for 2 or 5 days: which, how long, and whether it is the rep's turn."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"))
    latest = Agreement.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    waiting = (
        Agreement.objects.filter(
            Q(pk=Subquery(latest)),
            plan__status=Plan.Status.PROPOSED,
            plan__rep__is_active=True,
            plan__suggested_at=None,
            created_at__lte=at - timedelta(days=min(AGREEMENT_WAITS)),
        )
        .annotate(
            rep_signed=Exists(signed.filter(party=Signature.Party.REP)),
            since=Subquery(signed.order_by("-signed_at").values("signed_at")[:1]),
        )
        .select_related("plan__rep", "plan__skill", "proposed_by")
    )
    for agreement in waiting.iterator():
        waited = (at - (agreement.since or agreement.created_at)).days
        days = max((days for days in AGREEMENT_WAITS if days <= waited), default=None)
        if days is not None:
            yield agreement, days, not agreement.rep_signed


def rewards_waiting(*, at: datetime) -> QuerySet[Reward]:
    """Rewards earned five days ago or more and still with whoever gives them, of closed plans too."""
    waiting = Reward.objects.filter(
        earned_at__lte=at - timedelta(days=REWARD_WAITS),
        delivered_on=None,
        milestone__plan__rep__is_active=True,
    )
    return waiting.select_related("milestone__plan__rep", "milestone__plan__skill", "given_by")


def reviews_due(*, at: datetime) -> QuerySet[Plan]:
    """Plans in review whose outcome is due today or was due before."""
    due = Plan.objects.filter(status=Plan.Status.IN_REVIEW, review_due_on__lte=local_day(at))
    return due.filter(rep__is_active=True).select_related("rep", "skill")
