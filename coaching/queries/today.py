"""A rep's day: the plan, what was practiced this week, the programme, the last word of somebody on the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import dateparse

from coaching.models import Comment, PracticeEntry
from coaching.queries import carried, standing
from coaching.queries.standing import Standing
from plans.calculations.lasting import LOOKS
from plans.models import (
    Agreement,
    Commitment,
    FocusQuestion,
    LookBack,
    Milestone,
    Plan,
    PlanWish,
    ProgrammeItem,
    Reward,
    Signature,
)
from plans.queries import focus_question, found, look_back, plan_wish, strength
from plans.queries.days_off import days_off
from plans.queries.formal_end import is_shown
from plans.queries.people import managers_of
from plans.queries.step_lines import weeks_read
from plans.queries.strength import Known
from salesgym.compiled import compiled
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Membership, Organization, User

SERIES_WEEKS = 26
FALLBACK_WORK_DAYS = "12345"
BEFORE = (Plan.Status.PROPOSED, Plan.Status.ACTIVE)


@dataclass(frozen=True, slots=True)
class LastWord:
    """What somebody on the plan wrote last; `is_answered` once the rep wrote after it."""

    author: User
    body: str
    at: datetime
    is_answered: bool


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A rep's plan with what their day needs of it. `work_days` are ISO weekdays ("12345").

    `promises` are what they promised with it and is due this week or late, while it asks for something.
    """

    plan: Plan
    work_days: str
    has_signed: bool
    word: LastWord | None
    promises: Sequence[Commitment] = ()


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """An open plan on one day: its steps in order, where it stands, the workouts of the week, latest first, and the programme."""

    own: OwnPlan
    steps: Sequence[Milestone]
    told: frozenset[int]
    standing: Standing
    entries: list[PracticeEntry]
    programme: list[ProgrammeItem]
    numbers_to: date | None


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """What a rep's day shows: their open plan, or else the last one and what waits before the next.

    That is a question of the manager's, a proposal that was taken back and who changes it, or a plan that the rep
    asked for. `earned` are the rewards of the last plan in the order of its steps, `look` the latest look at what it
    changed, and `old_programme` its workout where the rep took it up again. `strength` is for whoever has no plan that
    has begun.
    """

    open: OpenFacts | None
    closed: Plan | None = None
    question: FocusQuestion | None = None
    changing: Plan | None = None
    managers: Sequence[User] = ()
    earned: Sequence[str] = ()
    wish: PlanWish | None = None
    look: LookBack | None = None
    old_programme: Sequence[ProgrammeItem] = ()
    strength: Known | None = None


def today_facts(user: User, *, on: date) -> TodayFacts:
    """The day of this rep, in five queries; eight at most between two plans, ten once the gain of the last was looked at."""
    own = _own(user, on=on)
    if own is None or own.plan.status == Plan.Status.CLOSED:
        # A question is asked before a plan, and nobody has two that are open.
        question = focus_question.waiting_for(user)
        changing = found.being_changed(user)
        wish = plan_wish.told_to_rep(user, since=own.plan.closed_at if own is not None else None)
        waits = changing is not None or (wish is not None and wish.is_open)
        managers = managers_of(user) if waits else []
        if own is None:
            return TodayFacts(
                None,
                question=question,
                changing=changing,
                managers=managers,
                wish=wish,
                # One thing at a time: what the manager asks comes first.
                strength=None if question is not None else strength.known_of(user, on=on),
            )
        earned = Reward.objects.filter(milestone__plan=own.plan, earned_at__isnull=False)
        look = _look(own.plan, on=on)
        return TodayFacts(
            None,
            closed=own.plan,
            question=question,
            changing=changing,
            managers=managers,
            wish=wish,
            earned=list(earned.order_by("milestone__position").values_list("what", flat=True)),
            look=look,
            old_programme=_programme(own.plan) if look is not None and hasattr(look, "workout") else (),
        )
    begins_later = own.plan.status in BEFORE and not own.plan.has_started(on=on)
    return TodayFacts(
        _open(user, own, on=on), strength=strength.known_of(user, on=on) if begins_later else None
    )


def _open(user: User, own: OwnPlan, *, on: date) -> OpenFacts:
    plan = own.plan
    told = Comment.objects.standing().filter(milestone=OuterRef("pk"), author=user)
    steps = list(
        plan.milestones.order_by("position")
        .select_related(
            "reward__given_by", "verified_by", "metric", "metric__numerator", "metric__denominator"
        )
        .annotate(is_told=Exists(told))
    )
    series = scorecard.weekly_series(
        [user.pk],
        standing.metrics_of([plan], steps),
        until=on,
        weeks=weeks_read([plan], on=on, at_least=SERIES_WEEKS),
    )
    return OpenFacts(
        own=own,
        steps=steps,
        told=frozenset(step.pk for step in steps if vars(step)["is_told"]),
        standing=standing.of(plan, steps, series, on=on),
        entries=week_entries(user, on=on),
        programme=_programme(plan),
        numbers_to=series.known_to,
    )


def _programme(plan: Plan) -> list[ProgrammeItem]:
    return list(plan.programme.order_by("position").select_related("drill"))


def _look(plan: Plan, *, on: date) -> LookBack | None:
    """The latest look at what a closed plan changed. No query before the first look may have been taken."""
    closed_on = plan.closed_at.date() if plan.closed_at else on
    if getattr(plan, "outcome", None) is None or on - closed_on < timedelta(weeks=min(LOOKS)):
        return None
    return look_back.look_at(plan)


def week_entries(user: User, *, on: date) -> list[PracticeEntry]:
    """What this rep practiced in the week of this day, latest first."""
    start = monday(on)
    return list(
        PracticeEntry.objects.standing()
        .filter(rep=user, practiced_on__range=(start, start + timedelta(days=6)))
        .order_by("-practiced_at", "-pk")
    )


def own_plan(user: User) -> Plan | None:
    """The rep's open plan, else the one that closed last."""
    return next(iter(_own_plan(user)), None)


@compiled
def _own_plan(user: User) -> QuerySet[Plan]:
    return _own_plans(user)[:1]


def _own_plans(user: User) -> QuerySet[Plan]:
    return (
        Plan.objects.visible_to(user)
        .filter(rep=user)
        .select_related(
            "skill",
            "metric__numerator",
            "metric__denominator",
            "mentor",
            "manager",
            "rep",
            "outcome__decided_by",
            "forecast",
        )
        .defer("forecast__inputs")
        .order_by(F("closed_at").desc(nulls_first=True), "-pk")
    )


def _own(user: User, *, on: date) -> OwnPlan | None:
    plan = _annotated(user, until=monday(on) + timedelta(days=6)).first()
    if plan is None:
        return None
    annotated = vars(plan)
    word = _word(annotated["last_word"], answered_at=annotated["answered_at"])
    asks = plan.is_working and plan.status != Plan.Status.PAUSED
    promises = [carried.read(Commitment, row) for row in annotated["own_promises"]] if asks else []
    return OwnPlan(plan, annotated["work_days"], annotated["has_signed"], word, promises)


def _word(row: Mapping[str, Any] | None, *, answered_at: datetime | None) -> LastWord | None:
    at = dateparse.parse_datetime(row["at"]) if row else None
    if row is None or at is None:
        return None
    author = carried.row(User, row["author"])
    return LastWord(author, row["body"], at, answered_at is not None and answered_at > at)


def _annotated(user: User, *, until: date) -> QuerySet[Plan]:
    said = Comment.objects.standing().filter(plan=OuterRef("pk"))
    place = Membership.objects.today().filter(person=user).values("team__work_days")[:1]
    latest = said.exclude(author=user).order_by("-created_at", "-pk")
    promised = Commitment.objects.owed().filter(plan=OuterRef("pk"), promised_by=user, due_on__lte=until)
    return _own_plans(user).annotate(
        days_off=days_off(),
        is_shown=is_shown(),
        own_promises=ArraySubquery(promised.order_by("due_on", "pk").values(row=carried.whole(Commitment))),
        work_days=Coalesce(
            NullIf(Subquery(place), Value("")),
            Subquery(Organization.objects.values("work_days")[:1]),
            Value(FALLBACK_WORK_DAYS),
        ),
        last_word=Subquery(
            latest.values(
                row=JSONObject(
                    author=JSONObject(id="author_id", name="author__name", email="author__email"),
                    body="body",
                    at="created_at",
                )
            )[:1]
        ),
        has_signed=Exists(
            Signature.objects.filter(agreement__plan=OuterRef("pk"), signer=user).filter(
                agreement__number=Subquery(_newest_agreement())
            )
        ),
        answered_at=Subquery(
            said.filter(author=user).order_by().values("plan").annotate(at=Max("created_at")).values("at")
        ),
    )


def _newest_agreement() -> QuerySet[Agreement, Any]:
    """Asked from within a signature's filter: the number of its plan's newest agreement."""
    newest = Agreement.objects.filter(plan=OuterRef("agreement__plan")).order_by("-number")
    return newest.values("number")[:1]
