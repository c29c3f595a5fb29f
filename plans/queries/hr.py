"""Who of HR there is for a formal plan, and what HR is asked about it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from plans.models import Plan
from plans.queries.people import managing
from salesgym.people.models import AreaSwitch, Leave, Organization, User

# The area of formal plans, by the name of its switch.
AREA = "formal"
FEWEST_DAYS, MOST_DAYS = 90, 180
MOST_NAMED = 3
# So long after a leave HR says why a formal plan is opened.
AFTER_LEAVE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Asked:
    """The reasons that a formal draft asks for: of the manager for its length, of HR for a leave that ended lately."""

    days: int | None
    is_short: bool
    leave_ended_on: date | None


def partners(rep: User, by: User) -> QuerySet[User]:
    """The HR partners who may act on a formal plan that `by` opens for this rep: none of those who manage the rep."""
    return User.objects.hr_for(rep).exclude(pk=by.pk).exclude(pk__in=managing(rep).values("pk"))


def partners_of(plan: Plan) -> QuerySet[User]:
    """Those who act on this plan as HR today: neither its rep, manager or mentor, nor who is to become the mentor of a draft."""
    wished = plan.mentor_wish_id if plan.status == Plan.Status.DRAFT else None
    taking_part = [pk for pk in (plan.mentor_id, wished) if pk is not None]
    return partners(plan.rep, plan.manager).exclude(pk__in=taking_part)


def reads(user: User, plan_id: int) -> bool:
    """Whether this person reads this plan as HR today, and formal plans are switched on. Two queries."""
    return is_offered() and Plan.objects.for_hr(user).filter(pk=plan_id).exists()


def found(user: User, pk: int) -> Plan | None:
    """A formal plan that was proposed, where this person reads it as HR. One query."""
    known = Plan.objects.for_hr(user).exclude(status=Plan.Status.DRAFT)
    return known.select_related("rep", "manager", "mentor", "skill", "metric").filter(pk=pk).first()


def is_offered() -> bool:
    """Whether formal plans are switched on. One query."""
    return AreaSwitch.is_area_on(AREA)


def days_of(plan: Plan) -> int | None:
    """How many days the plan lasts, both ends counted; of an extension since the plan before it began."""
    begins = plan.counts_from or plan.starts_on
    return (plan.ends_on - begins).days + 1 if plan.ends_on and begins else None


def asked_of(plan: Plan, *, on: date) -> Asked:
    """What this draft asks for on this day. One query."""
    days = days_of(plan)
    return Asked(days, days is not None and days < FEWEST_DAYS, last_leave(plan.rep, on=on))


def last_leave(rep: User, *, on: date) -> date | None:
    """The last day of a leave of this rep's that runs or ended not longer than AFTER_LEAVE ago; None without one."""
    lately = Leave.objects.filter(person=rep, starts_on__lte=on, ends_on__gte=on - AFTER_LEAVE)
    return lately.order_by("-ends_on").values_list("ends_on", flat=True).first()


def support_given(rep: User) -> QuerySet[Plan]:
    """The coaching plans that this rep has had, oldest first: support that was given before a formal plan.

    Each with `closed_on`, the day on which it closed.
    """
    had = Plan.objects.filter(rep=rep, kind=Plan.Kind.COACHING, status=Plan.Status.CLOSED)
    closed_on = TruncDate("closed_at", tzinfo=Organization.objects.current().zone)
    return (
        had.filter(activated_at__isnull=False)
        .annotate(closed_on=closed_on)
        .select_related("skill", "outcome", "mentor")
        .order_by("starts_on", "pk")
    )


def hr_to_ask(plan: Plan) -> list[User]:
    """HR partners of the rep who have no part in this plan, by name: whom the rep may turn to with what no form asks."""
    partners = User.objects.hr_for(plan.rep).exclude(pk__in=[plan.manager_id, plan.mentor_id or 0])
    return list(partners.order_by("name", "pk")[:MOST_NAMED])
