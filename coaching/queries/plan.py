"""A plan on one page: what everybody on it reads, in five queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from coaching.calculations import week
from coaching.models import Comment, PracticeEntry
from coaching.pages import words
from coaching.pages.plan import cards as plan_cards
from coaching.pages.plan import chances, quality
from coaching.pages.plan import picture as plan_picture
from coaching.pages.plan import practice as plan_log
from coaching.pages.plan.cards import Cards
from coaching.pages.plan.chances import Odds
from coaching.pages.plan.picture import Picture
from coaching.pages.plan.practice import Effect
from coaching.pages.plan.quality import Pair
from coaching.queries import standing
from coaching.queries.standing import Standing
from coaching.queries.today import FALLBACK_WORK_DAYS
from plans import permissions
from plans.calculations.progress import StatusWord
from plans.models import Mentorship, Milestone, Pause, Plan, ProgrammeItem, Signature, Support
from salesgym.compiled import compiled
from salesgym.numbers.calculations.weeks.calendar import monday, weeks_between
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Management, Organization, User, running_today

SERIES_WEEKS, MOST_WEEKS, QUARTER_WEEKS = 40, 96, 13
PRACTICE_SHOWN = 5
COMMENTS_SHOWN = 50
WEEK = timedelta(days=7)
# What hangs on a plan once and is on its page.
READ_WITH = (
    "rep", "manager", "mentor", "skill", "metric__numerator", "metric__denominator", "outcome__decided_by",
    "outcome__next_skill", "predecessor", "forecast",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the overview prints."""

    plan: Plan
    steps: list[Milestone]
    standing: Standing
    picture: Picture
    odds: Odds | None
    pairs: list[Pair]
    effect: Effect | None
    log_notes: list[str]
    cards: Cards
    practice: list[PracticeEntry]
    days: tuple[str, ...]
    days_words: str
    comments: list[Comment]
    earlier_comments: int
    week_line: str
    left_line: str


def _managements() -> QuerySet[Management]:
    """Where the plan's manager manages the rep today; after a transfer, nowhere."""
    return Management.objects.today().filter(
        running_today("team__memberships__"),
        person=OuterRef("manager"),
        team__memberships__person=OuterRef("rep"),
    )


def find(user: User, pk: int, *, with_log: bool = False) -> Plan | None:
    """The plan, if this person may open it, with all that hangs on it once; None otherwise.

    `with_log` brings every workout along, as the overview needs it.
    """
    plan = next(iter(_found(user, pk=pk, with_log=with_log)), None)
    if plan is not None:
        permissions.remember_manages(plan, user, plan.is_managed)  # type: ignore[attr-defined] # annotated
    return plan


def page(user: User, plan: Plan, *, on: date, say: Sayers, all_comments: bool = False) -> PlanPage:
    """The overview of a plan that this person may open."""
    steps = steps_of(plan)
    metrics = [*standing.metrics_of([plan], steps), *quality.metrics_of(steps).values()]
    series = scorecard.weekly_series([plan.rep_id], metrics, until=_until(plan, on), weeks=_weeks(plan, on))
    is_rep, log = permissions.is_rep(user, plan), plan_log.log_of(plan)
    found = standing.of(plan, steps, series, on=on)
    entries = _practice(plan, on=on)
    practiced = {entry.practiced_on for entry in entries if entry.practiced_on >= monday(on)}
    comments = _comments(plan)
    kept = comments if all_comments else comments[-COMMENTS_SHOWN:]
    return PlanPage(
        plan=plan,
        steps=steps,
        standing=found,
        picture=plan_picture.picture(plan, steps, found, series, say=say, on=on, reader=user),
        odds=chances.odds(plan, found.step, say=say, is_rep=is_rep, on=_until(plan, on)),
        pairs=quality.beside(plan, steps, series, say),
        effect=plan_log.effect(plan, series.get((plan.rep_id, plan.metric_id or 0)), log),
        log_notes=plan_log.patterns(plan, log, on=on) if is_rep and plan.is_working else [],
        cards=plan_cards.cards(plan, steps, reader=user, say=say, on=on),
        practice=entries[:PRACTICE_SHOWN],
        days=week.dots(on=on, practiced=practiced, work_days=plan.work_days),  # type: ignore[attr-defined]
        days_words=words.practice_days(len(practiced)),
        comments=kept,
        earlier_comments=len(comments) - len(kept),
        week_line=_week_line(plan, found, on=on),
        left_line=_left_line(plan, found, on=on),
    )


def steps_of(plan: Plan) -> list[Milestone]:
    """The plan's milestones in order, with their rewards; each knows the plan."""
    steps: list[Milestone] = [
        *Milestone.objects.filter(plan=plan.pk)
        .select_related("reward__given_by", "metric__numerator", "metric__denominator", "verified_by")
        .annotate(pair=quality.pair_of_step())
        .order_by("position")
    ]
    for step in steps:
        step.plan = plan
    return steps


def _week_line(plan: Plan, found: Standing, *, on: date) -> str:
    """Week 7 of 12; before it begins the day on which it does."""
    if plan.starts_on and found.status == StatusWord.WAITING_TO_START:
        return words.starts(plan.starts_on, on=on)
    return words.week_of(plan, on=on) if plan.is_open else ""


def _left_line(plan: Plan, found: Standing, *, on: date) -> str:
    if not plan.is_open or plan.ends_on is None or found.status == StatusWord.WAITING_TO_START:
        return ""
    return words.days_left(plan.ends_on, on=on)


def _weeks(plan: Plan, on: date) -> int:
    """From the quarter before the plan on: the time before stays whole, however long a plan has become."""
    until = _until(plan, on)
    began = min(plan.starts_on or until, until)
    return min(max(weeks_between(began, until) + QUARTER_WEEKS + 1, SERIES_WEEKS), MOST_WEEKS)


def _until(plan: Plan, on: date) -> date:
    """Numbers of a closed plan stand still on the day it closed."""
    return plan.closed_at.date() if plan.closed_at else on


@compiled
def _found(user: User, *, pk: int, with_log: bool) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(user).filter(pk=pk)
    return (
        (plans.annotate(log=ArraySubquery(_log())) if with_log else plans)
        .select_related(*READ_WITH)
        .annotate(
            is_managed=Exists(User.objects.managed_by(user).filter(pk=OuterRef("rep"))),
            manager_manages=Exists(_managements()),
            work_days=Coalesce(
                Subquery(Organization.objects.values("work_days")[:1]), Value(FALLBACK_WORK_DAYS)
            ),
            promises=ArraySubquery(_promises()),
            signed=ArraySubquery(_signed()),
            pairing=Subquery(_newest_pairing()),
            paused_since=Subquery(_pause().values("starts_on")[:1]),
            pause_reason=Subquery(_pause().values("reason")[:1]),
            programme_lines=ArraySubquery(_programme()),
            successor_id=Subquery(
                Plan.objects.filter(predecessor=OuterRef("pk"))
                .exclude(status=Plan.Status.DRAFT)
                .values("pk")[:1]
            ),
        )
    )


def _newest_pairing() -> QuerySet[Any, Any]:
    row = JSONObject(pk="pk", status="status", name="mentor__name", mentor="mentor_id", asked_at="asked_at")
    newest = Mentorship.objects.filter(plan=OuterRef("pk")).order_by("-asked_at", "-pk")
    return newest.values(row=row)[:1]


def _promises() -> QuerySet[Any, Any]:
    return (
        Support.objects.filter(plan=OuterRef("pk"))
        .order_by("due_on", "pk")
        .values(
            row=JSONObject(
                pk="pk",
                what="what",
                by="promised_by_id",
                name="promised_by__name",
                due_on="due_on",
                delivered_on="delivered_on",
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


def _programme() -> QuerySet[Any, Any]:
    return (
        ProgrammeItem.objects.filter(plan=OuterRef("pk"))
        .order_by("position")
        .values(row=JSONObject(drill="drill__name", times="times_a_week", when="when", minutes="minutes"))
    )


def _log() -> QuerySet[Any, Any]:
    return (
        PracticeEntry.objects.standing()
        .filter(plan=OuterRef("pk"))
        .order_by("practiced_on", "pk")
        .values(row=JSONObject(on="practiced_on", at="logged_at"))
    )


def _practice(plan: Plan, *, on: date) -> list[PracticeEntry]:
    """The last entries, enough for this week's dots and the table."""
    entries = PracticeEntry.objects.standing().filter(plan=plan.pk, practiced_on__lte=on)
    return list(entries.select_related("drill").order_by("-practiced_at", "-pk")[: PRACTICE_SHOWN * 8])


def _comments(plan: Plan) -> list[Comment]:
    comments = Comment.objects.filter(plan=plan.pk).order_by("created_at", "pk")
    return list(comments.select_related("author", "milestone", "practice__drill"))


def practice_of(plan: Plan) -> QuerySet[PracticeEntry]:
    """Every workout that counts, latest first."""
    return (
        PracticeEntry.objects.standing()
        .filter(plan=plan)
        .select_related("drill")
        .order_by("-practiced_at", "-pk")
    )


def comments_on_practice(entries: Sequence[PracticeEntry]) -> dict[int, list[Comment]]:
    """What was said on these workouts."""
    by_pk = {entry.pk: entry for entry in entries}
    found: dict[int, list[Comment]] = {entry.pk: [] for entry in entries}
    rows = Comment.objects.filter(practice__in=found).select_related("author").order_by("created_at", "pk")
    for comment in rows:
        comment.practice = by_pk[comment.practice_id or 0]
        found[comment.practice_id or 0].append(comment)
    return found
