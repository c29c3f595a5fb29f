"""What the rep of a formal plan has said to its text, or its manager wrote down, and from when it may run without an answer."""

from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from plans.models import Agreement, Declined, Plan, Unanswered
from plans.queries.people import managing
from salesgym.people.calculations.calendar import HORIZON_DAYS
from salesgym.people.models import User
from salesgym.people.queries.calendar import calendars
from salesgym.people.queries.directory import seen_by

# How long somebody who has received a plan has for their answer.
WORKING_DAYS = 5
READ_WITH = ("receipt", "declined__witness", "declined__recorded_by", "unanswered__recorded_by")


def newest(plan: Plan) -> Agreement | None:
    """The newest text of this plan, with what stands beside its signatures. One query."""
    return plan.agreements.select_related(*READ_WITH).order_by("-number").first()


def may_run_from(plan: Plan, received_on: date) -> date:
    """The day from which the plan may run without an answer: its first, or later, once the rep has worked five more days
    after that of the receipt. Days of leave count for nothing. One query."""
    day, left = received_on, WORKING_DAYS
    calendar = calendars([plan.rep_id], since=day)[plan.rep_id]
    for _day in range(HORIZON_DAYS):
        if not left:
            break
        day += timedelta(days=1)
        left -= calendar.is_at_work(day)
    return max(day, plan.starts_on or day)


def without_answer() -> Case:
    """An annotation of plans: "declined" or "unanswered" for one that runs as its manager wrote down, "" for all others."""
    declined, unanswered = (
        Exists(model.objects.filter(agreement__plan=OuterRef("pk"))) for model in (Declined, Unanswered)
    )
    return Case(
        When(declined, then=Value("declined")),
        When(unanswered, then=Value("unanswered")),
        default=Value(""),
    )


def witnesses(plan: Plan, *, reader: User) -> QuerySet[User]:
    """Who may have been there when the rep did not take the plan: active people who exist for this manager, and those who
    are HR for the rep; not the rep, and nobody who manages them. To be asked."""
    there = Q(pk__in=seen_by(reader).values("pk")) | Q(pk__in=User.objects.hr_for(plan.rep).values("pk"))
    managers = Q(pk__in=managing(plan.rep).values("pk")) | Q(pk__in=[plan.rep_id, plan.manager_id, reader.pk])
    return User.objects.active().filter(there).exclude(managers).order_by("name", "pk")
