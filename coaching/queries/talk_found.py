"""One check-in, or one thing on it, for the person who asks: the row, or None where it does not exist for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from coaching.models import CheckIn, CheckInKind, TalkPromise, Topic
from coaching.queries import carried
from plans.models import Plan
from plans.queries.people import managing_outer
from salesgym.compiled import compiled
from salesgym.people.models import User

PEOPLE = ("rep", "led_by", "lead_confirmed_by", "answered_by", "called_off_by", "plan__mentor")


def talk(user: User, person: int, pk: int) -> CheckIn | None:
    """The check-in of this person, as `talks_of` gives it."""
    return next(iter(_talk(user, person, pk=pk, is_own=person == user.pk)), None)


@compiled
def _talk(user: User, person: int, *, pk: int, is_own: bool) -> QuerySet[CheckIn]:
    return talks_of(user, person, is_own=is_own).filter(pk=pk)


def talks_of(user: User, person: int, *, is_own: bool) -> QuerySet[CheckIn]:
    """The check-ins of this person that the reader may open, with everybody whom a page names. For compiled queries:
    `is_own` says whether the reader is this person.

    `running_plan_id` is the plan that runs now. The rep themselves reads who manages them today: `managed_by`, whoever
    planned it before others.
    """
    running = Plan.objects.open().filter(rep=OuterRef("rep")).exclude(status=Plan.Status.DRAFT)
    talks = CheckIn.objects.visible_to(user).talks().filter(rep=person).select_related(*PEOPLE)
    talks = talks.annotate(running_plan_id=Subquery(running.values("pk")[:1]))
    return talks.annotate(managed_by=_manager()) if is_own else talks


def _manager() -> Subquery:
    has_planned = Case(When(pk=OuterRef("led_by"), then=1), default=0)
    managers = managing_outer("rep").annotate(has_planned=has_planned).order_by("-has_planned", "pk")
    return Subquery(managers.values(row=carried.named())[:1])


def opens(user: User, talk: CheckIn) -> bool:
    """Whether the page of the talk is this person's to open."""
    return CheckIn.objects.visible_to(user).talks().filter(pk=talk.pk).exists()


def topic(talk: CheckIn, pk: int) -> Topic | None:
    """A line of the agenda on which this check-in stands."""
    return Topic.objects.filter(rep=talk.rep_id, kind=talk.kind, pk=pk).first()


def promise(user: User, pk: int) -> TalkPromise | None:
    """What was promised in a talk, for both of its sides, and for a mentor of today what they promised themselves."""
    return next(iter(_promise(user, pk=pk)), None)


@compiled
def _promise(user: User, *, pk: int) -> QuerySet[TalkPromise]:
    mentored = Plan.objects.open().filter(rep=OuterRef("check_in__rep"), mentor=user)
    own = Q(commitment__promised_by=user) & Exists(mentored)
    seen = Q(check_in__in=CheckIn.objects.visible_to(user)) | own
    return TalkPromise.objects.select_related("check_in__plan", "commitment").filter(seen, pk=pk)


def promises_of_rep(rep: User, *, until: date, since: date) -> list[TalkPromise]:
    """What this rep promised in talks that count: open and due by `until`, or kept since this day."""
    made = TalkPromise.objects.agreed().filter(check_in__rep=rep, commitment__promised_by=rep)
    is_open = Q(commitment__delivered_on=None, commitment__given_up_on=None, commitment__due_on__lte=until)
    people = ("commitment__promised_by", "commitment__promised_to")
    rows = made.filter(is_open | Q(commitment__delivered_on__gte=since)).select_related(*people)
    return list(rows.order_by("commitment__due_on", "pk"))


def own_promises(mentor: User, *, since: date) -> list[TalkPromise]:
    """What this mentor promised in talks that count, to reps whose plan they mentor now: open, or kept since this day."""
    mentored = Plan.objects.open().filter(rep=OuterRef("check_in__rep"), mentor=mentor)
    made = TalkPromise.objects.agreed().filter(Exists(mentored), commitment__promised_by=mentor)
    is_open = Q(commitment__delivered_on=None, commitment__given_up_on=None)
    made = made.filter(is_open | Q(commitment__delivered_on__gte=since))
    people = ("commitment__promised_by", "commitment__promised_to")
    return list(made.select_related(*people).order_by("commitment__due_on", "pk"))


def plan_id_of(talk: CheckIn) -> int | None:
    """The plan that the talk (of `talk`) is about: its own, before a manager's has begun the one that runs."""
    running: int | None = vars(talk)["running_plan_id"]
    is_ahead = talk.kind == CheckInKind.LINE and talk.started_at is None
    return running if is_ahead else talk.plan_id or running


def plan_of(talk: CheckIn) -> Plan | None:
    """The same, with its mentor. One query at most."""
    pk = plan_id_of(talk)
    if pk == talk.plan_id:
        return talk.plan
    return Plan.objects.select_related("mentor").get(pk=pk) if pk is not None else None


def lead_of(talk: CheckIn, reader: User) -> User:
    """Who leads the talk (of `talk`) today: the reader where they do, else who planned it while they manage the rep, else
    whoever does now. No query."""
    if reader.pk != talk.rep_id:
        return reader
    if talk.kind == CheckInKind.PAIR or talk.lead_confirmed_by is not None:
        return talk.lead_confirmed_by or talk.led_by
    managed_by: Mapping[str, Any] | None = vars(talk)["managed_by"]
    if managed_by is None or managed_by["id"] == talk.led_by_id:
        return talk.led_by
    return carried.read(User, managed_by)
