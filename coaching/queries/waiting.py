"""What one side of a plan has asked of the other 2 or 5 days ago and still waits for, and who is away meanwhile."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from plans.models import Agreement, Amendment, Plan, Signature, StepQuestion
from salesgym.people.models import User
from salesgym.people.queries.calendar import calendars

DAYS = (2, 5)
Thing = TypeVar("Thing", bound=Model)


def agreements(*, at: datetime, rep_signed: bool) -> QuerySet[Agreement]:
    """Proposed texts that lack the rep's name, or the manager's once the rep has signed."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"))
    # Nobody signs before the answer, which is asked for by itself.
    asked = StepQuestion.objects.open().filter(agreement=OuterRef("pk"))
    latest = Agreement.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    by_rep = Exists(signed.filter(party=Signature.Party.REP))
    waiting = Agreement.objects.filter(
        Q(pk=Subquery(latest)) & ~Exists(asked) & (by_rep if rep_signed else ~by_rep),
        plan__status=Plan.Status.PROPOSED,
        plan__rep__is_active=True,
        plan__suggested_at=None,
    ).select_related("plan__rep", "plan__skill")
    last = Subquery(signed.order_by("-signed_at").values("signed_at")[:1])
    return _for_days(waiting, Coalesce(last, "created_at"), at)


def amendments(*, at: datetime) -> QuerySet[Amendment]:
    """New dates of a signed plan that the rep has not answered. None while a question of theirs waits: it comes first."""
    asked = StepQuestion.objects.open().filter(agreement__plan=OuterRef("plan"))
    waiting = Amendment.objects.open().filter(~Exists(asked), plan__rep__is_active=True)
    return _for_days(waiting.select_related("plan__rep", "plan__skill").order_by("pk"), F("proposed_at"), at)


def questions(*, at: datetime) -> QuerySet[StepQuestion]:
    """What a rep asked about a step and no manager has answered."""
    waiting = StepQuestion.objects.open().filter(agreement__plan__rep__is_active=True)
    return _for_days(waiting.select_related("agreement__plan__rep").order_by("pk"), F("asked_at"), at)


def on_leave(people: Collection[User], *, at: datetime) -> set[int]:
    """The ids of those who are on leave on this day of theirs. One query."""
    days = calendars({person.pk for person in people}, since=at.date() - timedelta(days=1))
    return {person.pk for person in people if days[person.pk].is_away(at.astimezone(person.zone).date())}


def _for_days(things: QuerySet[Thing], since: Combinable, at: datetime) -> QuerySet[Thing]:
    """Those that wait since so long that a reminder is due; which, stands in `days`: after 2 days or after 5."""
    asked = things.annotate(since=since)
    due = [When(since__lte=at - timedelta(days=days), then=Value(days)) for days in reversed(DAYS)]
    return asked.filter(since__lte=at - timedelta(days=min(DAYS))).annotate(
        days=Case(*due, output_field=IntegerField())
    )
