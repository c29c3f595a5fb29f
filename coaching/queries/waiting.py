"""What one side of a plan has asked of the other 2 or 5 days ago and still waits for, and who is away meanwhile."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, Subquery

from plans.models import Agreement, Amendment, Plan, Signature, StepQuestion
from salesgym.people.models import User
from salesgym.people.queries.calendar import calendars

DAYS = (2, 5)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Thing]):
    """A thing that waits for one side, of which plan, and which reminder is due: 2 or 5 days."""

    thing: Thing
    plan: Plan
    days: int
    is_reps_turn: bool


def agreements(*, at: datetime) -> Iterator[Waiting[Agreement]]:
    """Proposed texts that lack a name."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"))
    # Nobody signs before the answer, which is asked for by itself.
    asked = StepQuestion.objects.open().filter(agreement=OuterRef("pk"))
    latest = Agreement.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    waiting = (
        Agreement.objects.filter(
            Q(pk=Subquery(latest)) & ~Exists(asked),
            plan__status=Plan.Status.PROPOSED,
            plan__rep__is_active=True,
            plan__suggested_at=None,
            created_at__lte=_before(at),
        )
        .annotate(
            rep_signed=Exists(signed.filter(party=Signature.Party.REP)),
            since=Subquery(signed.order_by("-signed_at").values("signed_at")[:1]),
        )
        .select_related("plan__rep", "plan__skill", "proposed_by")
    )
    for agreement in waiting.iterator():
        days = _days(agreement.since or agreement.created_at, at)
        if days is not None:
            yield Waiting(agreement, agreement.plan, days, is_reps_turn=not agreement.rep_signed)


def amendments(*, at: datetime) -> Iterator[Waiting[Amendment]]:
    """New dates of a signed plan that the rep has not answered. None while a question of theirs waits: it comes first."""
    asked = StepQuestion.objects.open().filter(agreement__plan=OuterRef("plan"))
    waiting = Amendment.objects.open().filter(
        ~Exists(asked), plan__rep__is_active=True, proposed_at__lte=_before(at)
    )
    for amendment in waiting.select_related("plan__rep", "plan__skill").order_by("pk").iterator():
        days = _days(amendment.proposed_at, at)
        if days is not None:
            yield Waiting(amendment, amendment.plan, days, is_reps_turn=True)


def questions(*, at: datetime) -> Iterator[Waiting[StepQuestion]]:
    """What a rep asked about a step and no manager has answered."""
    waiting = StepQuestion.objects.open().filter(
        agreement__plan__rep__is_active=True, asked_at__lte=_before(at)
    )
    for question in waiting.select_related("agreement__plan__rep").order_by("pk").iterator():
        days = _days(question.asked_at, at)
        if days is not None:
            yield Waiting(question, question.agreement.plan, days, is_reps_turn=False)


def on_leave(people: Collection[User], *, at: datetime) -> set[int]:
    """The ids of those who are on leave on this day of theirs. One query."""
    days = calendars({person.pk for person in people}, since=at.date() - timedelta(days=1))
    return {person.pk for person in people if days[person.pk].is_away(at.astimezone(person.zone).date())}


def _before(at: datetime) -> datetime:
    return at - timedelta(days=min(DAYS))


def _days(since: datetime, at: datetime) -> int | None:
    """Which reminder is due for something that waits since this moment: after 2 days or after 5, or none yet."""
    return max((days for days in DAYS if days <= (at - since).days), default=None)
