"""The rep's home: today's workout, the next reward, the last word of somebody on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.urls import reverse
from django.utils import dateparse, timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.calculations import week
from coaching.models import Comment, PracticeEntry
from coaching.pages import words
from coaching.queries import standing
from coaching.queries.standing import Standing
from plans.models import Agreement, FocusQuestion, Plan, ProgrammeItem, Signature
from plans.queries import focus_question
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Membership, Organization, User

SERIES_WEEKS = 26
FALLBACK_WORK_DAYS = "12345"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One drill of today: done, next, or open."""

    name: str
    line: str
    state: str
    url: str
    minutes: int
    cue: str


@dataclass(frozen=True, slots=True)
class NextReward:
    """The step being climbed, and what waits on it."""

    what: str
    is_reward: bool
    left: str
    percent: int
    line: str
    bar: str


@dataclass(frozen=True, slots=True)
class LastWord:
    """What somebody on the plan wrote last; `is_answered` once the rep wrote after it."""

    author: User
    body: str
    at: datetime
    is_answered: bool


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything the page prints."""

    plan: Plan | None
    state: str
    standing: Standing | None
    days: tuple[str, ...]
    days_words: str
    days_line: str
    exercises: list[Exercise]
    workout_line: str
    reward: NextReward | None
    word: LastWord | None
    warm_up: str
    numbers_to: date | None = None
    question: FocusQuestion | None = None


def today(user: User, *, on: date, at: datetime, say: Sayers) -> TodayPage:
    """The page of this rep on this day, in five queries."""
    plan = _plan(user)
    if plan is None or plan.status == Plan.Status.CLOSED:
        # A question is asked before a plan, and nobody has two that are open.
        question = focus_question.waiting_for(user)
        state = "closed" if plan else "none"
        return TodayPage(plan, state, None, (), "", "", [], "", None, None, "", question=question)
    steps = list(
        plan.milestones.order_by("position").select_related(
            "reward", "metric", "metric__numerator", "metric__denominator"
        )
    )
    series = scorecard.weekly_series(
        [user.pk], standing.metrics_of([plan], steps), until=on, weeks=SERIES_WEEKS
    )
    found = standing.of(plan, steps, series, on=on)
    entries = week_entries(user, on=on)
    items = list(plan.programme.order_by("position").select_related("drill"))
    exercises = _exercises(items, entries, on=on)
    work_days = plan.work_days  # type: ignore[attr-defined] # annotated below
    practiced = {entry.practiced_on for entry in entries}
    return TodayPage(
        plan=plan,
        state=_state(plan, on=on),
        standing=found,
        days=week.dots(on=on, practiced=practiced, work_days=work_days) if plan.is_working else (),
        days_words=words.practice_days(len(practiced)),
        days_line=_days_line(len(practiced), work_days),
        exercises=exercises,
        workout_line=_workout_line(exercises, is_rest_day=str(on.isoweekday()) not in work_days),
        # A plan that rests or has ended asks for nothing.
        reward=_reward(found, say, on=on) if plan.status == Plan.Status.ACTIVE else None,
        word=_last_word(plan),
        warm_up=next((one.cue for one in exercises if one.state == "next"), ""),
        numbers_to=scorecard.known_to(series.values()),
    )


def week_entries(user: User, *, on: date) -> list[PracticeEntry]:
    """What this rep practiced in the week of this day, latest first."""
    start = monday(on)
    return list(
        PracticeEntry.objects.standing()
        .filter(rep=user, practiced_on__range=(start, start + timedelta(days=6)))
        .order_by("-practiced_at", "-pk")
    )


def own_plan(user: User) -> QuerySet[Plan]:
    """His open plan first, else the one that closed last."""
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
            "outcome",
            "forecast",
        )
        .defer("forecast__inputs")
        .order_by(F("closed_at").desc(nulls_first=True), "-pk")
    )


def _plan(user: User) -> Plan | None:
    said = Comment.objects.filter(plan=OuterRef("pk"))
    place = Membership.objects.today().filter(person=user).values("team__work_days")[:1]
    latest = said.exclude(author=user).order_by("-created_at", "-pk")
    return (
        own_plan(user)
        .annotate(
            work_days=Coalesce(
                NullIf(Subquery(place), Value("")),
                Subquery(Organization.objects.values("work_days")[:1]),
                Value(FALLBACK_WORK_DAYS),
            ),
            last_word=Subquery(
                latest.values(
                    row=JSONObject(
                        author_id="author_id",
                        name="author__name",
                        email="author__email",
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
        .first()
    )


def _newest_agreement() -> QuerySet[Agreement, Any]:
    """Asked from within a signature's filter: the number of its plan's newest agreement."""
    newest = Agreement.objects.filter(plan=OuterRef("agreement__plan")).order_by("-number")
    return newest.values("number")[:1]


def _state(plan: Plan, *, on: date) -> str:
    if plan.status == Plan.Status.ACTIVE and not plan.has_started(on=on):
        return "waiting"
    return plan.status


def _exercises(
    items: Sequence[ProgrammeItem], entries: Sequence[PracticeEntry], *, on: date
) -> list[Exercise]:
    """What today's workout holds: drills done today, and those whose times this week are still open."""
    found = []
    has_next = False
    for item in items:
        mine = [entry for entry in entries if entry.drill_id == item.drill_id]
        done = next((entry for entry in mine if entry.practiced_on == on), None)
        if done is None and len({entry.practiced_on for entry in mine}) >= item.times_a_week:
            continue
        state = "done" if done else "open" if has_next else "next"
        has_next = has_next or state == "next"
        found.append(
            Exercise(
                name=item.drill.name,
                line=_logged(done) if done else _promise(item),
                state=state,
                url=reverse("coaching:log_practice", query={"drill": item.drill_id}),
                minutes=item.minutes,
                cue=item.drill.cue,
            )
        )
    return found


def _logged(entry: PracticeEntry) -> str:
    return _("Logged at %(time)s") % {"time": time_format(timezone.localtime(entry.practiced_at), "G:i")}


def _promise(item: ProgrammeItem) -> str:
    said = {"when": item.when, "minutes": item.minutes, "times": item.repetitions}
    if item.when:
        return _("%(when)s, about %(minutes)s min") % said
    return _("%(times)s times, about %(minutes)s min") % said


def _workout_line(exercises: Sequence[Exercise], *, is_rest_day: bool) -> str:
    """1 of 3 done, 16 min left; on a day off nothing is due."""
    if not exercises:
        return ""
    done = sum(exercise.state == "done" for exercise in exercises)
    if is_rest_day and not done:
        return _("A rest day, an extra one counts")
    left = sum(exercise.minutes for exercise in exercises if exercise.state != "done")
    said = {"done": done, "all": len(exercises), "left": left}
    if not left:
        return _("All %(all)s done") % said if done > 1 else _("Done")
    return _("%(done)s of %(all)s done, %(left)s min left") % said


def _days_line(count: int, work_days: str) -> str:
    """3 days in, weekend off"""
    days = ngettext("%(count)s day in", "%(count)s days in", count) % {"count": count}
    return _("%(days)s, weekend off") % {"days": days} if not set("67") & set(work_days) else days


def _reward(found: Standing, say: Sayers, *, on: date) -> NextReward | None:
    step = found.step
    if step is None:
        return None
    reward = getattr(step, "reward", None)
    left = (step.due_on - on).days
    return NextReward(
        what=reward.what if reward else words.step_name(step, say),
        is_reward=reward is not None,
        left=ngettext("%(count)s day", "%(count)s days", left) % {"count": left}
        if left > 0
        else words.day(step.due_on),
        percent=found.percent,
        line=words.to_go(found, say) or _("Done when %(step)s") % {"step": words.step_name(step, say)},
        bar=_("%(percent)s%% of the way to %(goal)s")
        % {"percent": found.percent, "goal": words.step_label(step, say)},
    )


def _last_word(plan: Plan) -> LastWord | None:
    row: dict[str, Any] | None = plan.last_word  # type: ignore[attr-defined]
    if row is None:
        return None
    at = dateparse.parse_datetime(row["at"])
    if at is None:
        return None
    author = User(pk=row["author_id"], name=row["name"], email=row["email"])
    answered_at: datetime | None = plan.answered_at  # type: ignore[attr-defined]
    return LastWord(author, row["body"], at, answered_at is not None and answered_at > at)
