"""A plan as a person opens it, with all that hangs on it once: one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import dateparse

from coaching.models import PracticeEntry
from coaching.queries import carried
from coaching.queries.today import FALLBACK_WORK_DAYS
from plans import permissions
from plans.models import History, Mentorship, Pause, Plan, ProgrammeItem, Signature, Support
from plans.queries.days_off import days_off
from plans.queries.put_right import NAMED_BY
from salesgym.compiled import compiled
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.queries.rep_numbers import SIGNAL_COLUMNS
from salesgym.people.models import Leave, Management, Organization, User, away_today, running_today

# What hangs on a plan once and is on its page.
READ_WITH = (
    "rep", "manager", "mentor", "skill", "metric__numerator", "metric__denominator", "outcome__decided_by",
    "outcome__next_skill", "predecessor", "forecast", "basis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing promised to the rep, and the name of the person who promised it: "" for the company."""

    support: Support
    by_name: str


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: under which number of the agreement, for which party, by whom and when."""

    number: int
    party: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who was asked last to be the mentor, and how that stands (`Mentorship.Status`)."""

    status: str
    name: str


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One drill of the programme: how often a week, when, and for how many minutes."""

    drill: str
    times: int
    when: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Managing:
    """Who manages the rep today, or stands in for somebody on leave who does."""

    user: User
    stands_in: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One workout: the day it was done, and the moment it was written down."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan with all that hangs on it once.

    `manager_manages` is False once the plan's manager no longer manages the rep; `managers` are who does today, with
    those who stand in for them; `is_mentor_managed` where the reader manages the mentor too. `work_days` are ISO weekdays ("12345"). `signatures` come with the newest agreement first. `signals` are
    the open ones of its number while it is open itself. `done_at` says when a step was last verified, a reward given or a promise kept, by the event and the id that names it
    (`NAMED_BY`); it and `log` are empty unless they were asked for.
    """

    plan: Plan
    manager_manages: bool
    is_mentor_managed: bool
    managers: list[Managing]
    work_days: str
    promises: list[Promised]
    signatures: list[Signed]
    pairing: Pairing | None
    pause_reason: str
    programme: list[ProgrammeLine]
    log: list[Logged]
    done_at: Mapping[tuple[str, int], datetime]
    successor_id: int | None
    signals: list[EarlySignal]


def find(user: User, pk: int, *, with_log: bool = False) -> OpenedPlan | None:
    """The plan, if this person may open it, with all that hangs on it once; None otherwise.

    `with_log` brings every workout along, and when things were verified, given and kept, as the overview needs them.
    """
    plan = next(iter(_found(user, pk=pk, with_log=with_log)), None)
    if plan is None:
        return None
    annotated = vars(plan)
    permissions.remember_manages(plan, user, annotated["is_managed"])
    return _opened(plan, annotated)


def _opened(plan: Plan, annotated: Mapping[str, Any]) -> OpenedPlan:
    pairing: Mapping[str, str] | None = annotated["pairing"]
    return OpenedPlan(
        plan=plan,
        manager_manages=annotated["manager_manages"],
        is_mentor_managed=annotated["is_mentor_managed"],
        managers=[
            Managing(carried.row(User, row), stands_in)
            for name, stands_in in (("managers", False), ("deputies", True))
            for row in annotated[name]
            if row["id"] != plan.rep_id
        ],
        work_days=annotated["work_days"],
        promises=[_promised(plan, row) for row in annotated["promises"]],
        signatures=[Signed(**row | {"at": _moment(row["at"])}) for row in annotated["signed"]],
        pairing=Pairing(**pairing) if pairing else None,
        pause_reason=annotated["pause_reason"] or "",
        programme=[ProgrammeLine(**row) for row in annotated["programme_lines"]],
        log=[Logged(date.fromisoformat(row["on"]), _moment(row["at"])) for row in annotated.get("log", ())],
        done_at={
            (row["event"], row["detail"][name]): _moment(row["at"])
            for row in annotated.get("done", ())
            if (name := NAMED_BY[row["event"]]) in row["detail"]
        },
        successor_id=annotated["successor_id"],
        signals=[_signal(plan, row) for row in annotated["signals"]] if plan.is_open else [],
    )


def _promised(plan: Plan, row: Mapping[str, Any]) -> Promised:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due_on", "delivered_on")}
    support = carried.row(Support, {**row, **days, "plan_id": plan.pk})
    support.plan = plan
    return Promised(support, row["name"] or "")


def _signal(plan: Plan, row: Mapping[str, Any]) -> EarlySignal:
    signal = carried.row(EarlySignal, {**row, "week": date.fromisoformat(row["week"])})
    signal.rep = plan.rep
    if plan.metric is not None:
        signal.metric = plan.metric
    return signal


def _moment(kept: str) -> datetime:
    moment = dateparse.parse_datetime(kept)
    if moment is None:
        raise ValueError(f"{kept!r} is no moment")
    return moment


def _managements(rep: OuterRef) -> QuerySet[Management]:
    """Where somebody manages the rep today, one row each; `rep` names them in the query around this one."""
    return Management.objects.today().filter(
        running_today("team__memberships__"), team__memberships__person=rep
    )


def _managers() -> QuerySet[Any, Any]:
    rows = _managements(OuterRef("rep")).order_by("person__name", "person")
    return rows.values(row=JSONObject(id="person", name="person__name"))


def _deputies() -> QuerySet[Any, Any]:
    away = Leave.objects.filter(
        away_today(),
        person__in=_managements(OuterRef(OuterRef("rep"))).values("person"),
        deputy__isnull=False,
    )
    return away.order_by("deputy__name", "deputy").values(row=JSONObject(id="deputy", name="deputy__name"))


@compiled
def _found(user: User, *, pk: int, with_log: bool) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(user).filter(pk=pk)
    return (
        (plans.annotate(log=ArraySubquery(_log()), done=ArraySubquery(_done())) if with_log else plans)
        .select_related(*READ_WITH)
        .annotate(
            days_off=days_off(),
            is_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("rep"))),
            is_mentor_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("mentor"))),
            manager_manages=Exists(_managements(OuterRef("rep")).filter(person=OuterRef("manager"))),
            managers=ArraySubquery(_managers()),
            deputies=ArraySubquery(_deputies()),
            work_days=Coalesce(
                Subquery(Organization.objects.values("work_days")[:1]), Value(FALLBACK_WORK_DAYS)
            ),
            promises=ArraySubquery(_promises()),
            signed=ArraySubquery(_signed()),
            pairing=Subquery(_newest_pairing()),
            pause_reason=Subquery(_pause().values("reason")[:1]),
            signals=ArraySubquery(_signals()),
            programme_lines=ArraySubquery(_programme()),
            successor_id=Subquery(
                Plan.objects.filter(predecessor=OuterRef("pk"))
                .exclude(status=Plan.Status.DRAFT)
                .exclude(status=Plan.Status.CLOSED, proposed_at=None)
                .values("pk")[:1]
            ),
        )
    )


def _newest_pairing() -> QuerySet[Any, Any]:
    row = JSONObject(status="status", name="mentor__name")
    newest = Mentorship.objects.filter(plan=OuterRef("pk")).order_by("-asked_at", "-pk")
    return newest.values(row=row)[:1]


def _promises() -> QuerySet[Any, Any]:
    return (
        Support.objects.filter(plan=OuterRef("pk"))
        .order_by("due_on", "pk")
        .values(
            row=JSONObject(
                id="pk",
                what="what",
                promised_by_id="promised_by_id",
                name="promised_by__name",
                due_on="due_on",
                delivered_on="delivered_on",
                delivered_by_id="delivered_by_id",
            )
        )
    )


def _signed() -> QuerySet[Any, Any]:
    return (
        Signature.objects.filter(agreement__plan=OuterRef("pk"))
        .order_by("-agreement__number", "signed_at")
        .values(
            row=JSONObject(number="agreement__number", party="party", name="signer__name", at="signed_at")
        )
    )


def _pause() -> QuerySet[Any]:
    return Pause.objects.filter(plan=OuterRef("pk"), ends_on=None)


def _signals() -> QuerySet[Any, Any]:
    signals = EarlySignal.objects.filter(rep=OuterRef("rep"), metric=OuterRef("metric")).open()
    return signals.values(row=JSONObject(**{name: name for name in SIGNAL_COLUMNS}))


def _programme() -> QuerySet[Any, Any]:
    return (
        ProgrammeItem.objects.filter(plan=OuterRef("pk"))
        .order_by("position")
        .values(row=JSONObject(drill="drill__name", times="times_a_week", when="when", minutes="minutes"))
    )


def _done() -> QuerySet[Any, Any]:
    rows = History.objects.filter(plan=OuterRef("pk"), event__in=list(NAMED_BY))
    return rows.order_by("seq").values(row=JSONObject(event="event", detail="detail", at="at"))


def _log() -> QuerySet[Any, Any]:
    return (
        PracticeEntry.objects.standing()
        .filter(plan=OuterRef("pk"))
        .order_by("practiced_on", "pk")
        .values(row=JSONObject(on="practiced_on", at="logged_at"))
    )
