"""A plan as a person opens it, with all that hangs on it once: one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import dateparse

from coaching.queries import carried, mentor_needs, on_a_plan, talks_on_a_plan
from coaching.queries.mentor_needs import MentorNeed
from coaching.queries.response import Talk, talk_read
from coaching.queries.talks_on_a_plan import NextTalk, OwedFromTalk
from coaching.queries.today import FALLBACK_WORK_DAYS
from plans import permissions
from plans.models import Commitment, Plan
from plans.queries import step_question
from plans.queries.days_off import days_off
from plans.queries.put_right import NAMED_BY
from plans.queries.step_question import Asked
from salesgym.compiled import compiled
from salesgym.numbers.models import EarlySignal
from salesgym.people.models import Organization, User

# What a page shows of a plan, and so what comes along: the fewer tables, the sooner PostgreSQL has its answer planned.
# "head": who it is of. "log": its workouts and its number. "overview" and "proof": the page of a plan and its fold.
# "whole": both of these. "talk": the whole for an agenda.
Part = Literal["head", "log", "overview", "proof", "whole", "talk"]
READ_WITH = ("rep", "manager", "mentor", "skill")
# How a plan stands is read from its stored judgement, and proved from what was signed with it.
JUDGED, MEASURED, PROVED = ("forecast",), ("metric__numerator", "metric__denominator"), ("basis",)
JUDGING: frozenset[Part] = frozenset({"overview", "proof", "whole", "talk"})
MEASURING: frozenset[Part] = frozenset({"log", "proof", "whole", "talk"})
PROVING: frozenset[Part] = frozenset({"proof", "whole", "talk"})


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing promised to the rep, and the name of the person who promised it: "" for the company."""

    support: Commitment
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
    """One drill of the programme: how often a week, when, where and what then, and for how many minutes."""

    drill: str
    times: int
    when: str
    minutes: int
    drill_id: int
    where: str = ""
    what: str = ""


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
class Workout:
    """One workout: what was done on which day, how it went (`PracticeEntry.Feeling`), what was noticed, and when it
    was written down.
    """

    drill_id: int
    drill: str
    on: date
    feeling: int
    note: str
    logged_at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """One file: its id, name and size in bytes, by whom and when it was added, and the id of its step or promise."""

    pk: int
    name: str
    size: int
    by: str
    at: datetime
    on: int


@dataclass(frozen=True, slots=True)
class QuickReply:
    """A comment like a thank-you, which asks for no answer: whose, and when."""

    by_id: int
    by: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan with all that hangs on it once, as far as the part of it that is shown asks for it.

    `manager_manages` is False once the plan's manager no longer manages the rep; `managers` are who does today, with
    those who stand in for them; `amended_by` who proposed new dates that wait; `without_answer` how a formal
    plan runs without a name of the rep ("declined", "unanswered"); `is_mentor_managed` where the reader manages the mentor too. `work_days` are ISO
    weekdays ("12345"). `signatures` come with the newest agreement first. `signals` are the open ones of its number
    while it is open itself; `next_talk` and `from_talks` too, of the rep's check-ins, as far as the reader may read them.
    `done_at` says when a step was last verified, a reward given or a promise kept, by the
    event and the id that names it (`NAMED_BY`). `workouts` are those since the day that was asked for, `quick_replies`
    the newest ones, the latest first; `step_questions` those about the newest terms, for its two parties alone.
    """

    plan: Plan
    manager_manages: bool
    is_mentor_managed: bool
    managers: list[Managing]
    work_days: str
    promises: list[Promised]
    signatures: list[Signed]
    pairing: Pairing | None
    mentor_need: MentorNeed | None
    talk: Talk
    pause_reason: str
    programme: list[ProgrammeLine]
    log: list[Logged]
    workouts: list[Workout]
    done_at: Mapping[tuple[str, int], datetime]
    successor_id: int | None
    signals: list[EarlySignal]
    step_files: list[Filed]
    promise_files: list[Filed]
    amended_by: str = ""
    without_answer: str = ""
    next_talk: NextTalk | None = None
    from_talks: Sequence[OwedFromTalk] = ()
    quick_replies: Sequence[QuickReply] = ()
    step_questions: Sequence[Asked] = ()


def find(user: User, pk: int, *, part: Part = "head", since: date | None = None) -> OpenedPlan | None:
    """The plan, if this person may open it, with what this part of it shows; None otherwise.

    The overview has the workouts `since` a day, the latest first, so it needs one.
    """
    plan = next(iter(_found(user, pk=pk, part=part, since=since)), None)
    if plan is None:
        return None
    annotated = vars(plan)
    permissions.remember_manages(plan, user, annotated["is_managed"])
    return _opened(plan, annotated)


def _opened(plan: Plan, annotated: Mapping[str, Any]) -> OpenedPlan:
    pairing: Mapping[str, str] | None = annotated.get("pairing")
    return OpenedPlan(
        plan=plan,
        manager_manages=annotated.get("manager_manages", False),
        is_mentor_managed=annotated.get("is_mentor_managed", False),
        managers=[
            Managing(carried.row(User, row), stands_in)
            for name, stands_in in (("managers", False), ("deputies", True))
            for row in annotated.get(name, ())
            if row["id"] != plan.rep_id
        ],
        work_days=annotated["work_days"],
        promises=[_promised(plan, row) for row in annotated.get("promises", ())],
        signatures=[Signed(**row | {"at": _moment(row["at"])}) for row in annotated.get("signed", ())],
        pairing=Pairing(**pairing) if pairing else None,
        mentor_need=mentor_needs.read(plan, annotated.get("mentor_need")),
        talk=talk_read(annotated),
        **{name: annotated.get(name) or "" for name in ("pause_reason", "amended_by", "without_answer")},
        programme=[ProgrammeLine(**row) for row in annotated["programme_lines"]],
        log=[Logged(date.fromisoformat(row["on"]), _moment(row["at"])) for row in annotated.get("log", ())],
        workouts=[
            Workout(**row | {"on": date.fromisoformat(row["on"]), "logged_at": _moment(row["logged_at"])})
            for row in annotated.get("workouts", ())
        ],
        done_at={
            (row["event"], row["detail"][name]): _moment(row["at"])
            for row in annotated.get("done", ())
            if (name := NAMED_BY[row["event"]]) in row["detail"]
        },
        successor_id=annotated.get("successor_id"),
        signals=[_signal(plan, row) for row in annotated.get("signals", ())] if plan.is_open else [],
        step_files=[_filed(row) for row in annotated.get("step_files", ())],
        promise_files=[_filed(row) for row in annotated.get("promise_files", ())],
        next_talk=talks_on_a_plan.next_talk(annotated) if plan.is_open else None,
        from_talks=talks_on_a_plan.owed(annotated) if plan.is_open else (),
        quick_replies=[_reply(row) for row in annotated.get("quick_replies", ())],
        step_questions=step_question.read(annotated.get("step_questions", ())),
    )


def _filed(row: Mapping[str, Any]) -> Filed:
    return Filed(**{**row, "at": _moment(row["at"])})


def _reply(row: Mapping[str, Any]) -> QuickReply:
    return QuickReply(**{**row, "at": _moment(row["at"])})


def _promised(plan: Plan, row: Mapping[str, Any]) -> Promised:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due_on", "delivered_on")}
    support = carried.row(Commitment, {**row, **days, "plan_id": plan.pk})
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


@compiled
def _found(user: User, *, pk: int, part: Part, since: date | None) -> QuerySet[Plan]:
    more: dict[str, Any] = {}
    if since is not None:
        more |= on_a_plan.of_the_overview(since) | talks_on_a_plan.annotations(user)
    if part in PROVING:
        more |= on_a_plan.of_the_proof()
    if part == "talk":
        more |= {"quick_replies": on_a_plan.quick_replies(), "has_clause": on_a_plan.has_clause()}
        more |= {"days_moved": on_a_plan.days_moved()}
    if part == "log":
        more |= on_a_plan.of_the_log()
    return (
        Plan.objects.visible_to(user)
        .filter(pk=pk)
        .select_related(
            *READ_WITH,
            *(JUDGED if part in JUDGING else ()),
            *(MEASURED if part in MEASURING else ()),
            *(PROVED if part in PROVING else ()),
        )
        .annotate(
            is_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("rep"))),
            is_mentor_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("mentor"))),
            work_days=Coalesce(
                Subquery(Organization.objects.values("work_days")[:1]), Value(FALLBACK_WORK_DAYS)
            ),
            programme_lines=on_a_plan.programme(),
            **({"days_off": days_off()} if part in JUDGING else {}),
            **more,
        )
    )
