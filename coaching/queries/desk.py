"""A mentor's desk: the plans of their mentees, what they have not answered yet, who asks them to be a mentor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.functions import Greatest

from coaching.models import Comment, PracticeEntry
from coaching.queries import standing, unanswered
from coaching.queries.standing import Standing
from plans.models import Mentorship, Milestone, Plan
from plans.queries.days_off import days_off
from plans.queries.pace import AllSeries
from plans.queries.step_lines import weeks_read
from plans.queries.steps import steps_of
from salesgym.compiled import compiled
from salesgym.numbers.queries import scorecard
from salesgym.people.models import User

SERIES_WEEKS = 26


@dataclass(frozen=True, slots=True)
class MentoredPlan:
    """One plan of the mentor's, with its steps in order and where it stands."""

    plan: Plan
    steps: list[Milestone]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What the rep of a plan wrote after the mentor's last word: a comment that asks for more, or a workout's note."""

    plan: Plan
    row: Comment | PracticeEntry
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What lies on a mentor's desk: unanswered words oldest first, plans by the name of the rep."""

    unanswered: list[Unanswered]
    plans: list[MentoredPlan]
    series: AllSeries
    invitations: list[Mentorship]


def desk_facts(user: User, *, on: date) -> DeskFacts:
    """Everything on the desk of this mentor, in six queries however many mentees."""
    mentored, series = mentored_plans(user, on=on)
    plans = {one.plan.pk: one.plan for one in mentored}
    return DeskFacts(_unanswered(plans), mentored, series, _invitations(user))


def mentored_plans(user: User, *, on: date) -> tuple[list[MentoredPlan], AllSeries]:
    """The plans of this mentor by the name of the rep, each with where it stands, and their weekly numbers."""
    plans = _plans(user)
    steps = steps_of(plans)
    series = scorecard.weekly_series(
        [plan.rep_id for plan in plans],
        standing.metrics_of(plans, [step for several in steps.values() for step in several]),
        until=on,
        weeks=weeks_read(plans, on=on, at_least=SERIES_WEEKS),
    )
    mentored = [
        MentoredPlan(plan, steps[plan.pk], standing.of(plan, steps[plan.pk], series, on=on)) for plan in plans
    ]
    return mentored, series


@compiled
def _plans(user: User) -> QuerySet[Plan]:
    return (
        Plan.objects.visible_to(user)
        .open()
        .filter(mentor=user, rep__is_active=True)
        .select_related("rep", "skill", "metric__numerator", "metric__denominator", "forecast")
        .defer("forecast__inputs")
        .annotate(days_off=days_off())
        .order_by("rep__name", "pk")
    )


def _invitations(user: User) -> list[Mentorship]:
    """Who asks for a mentor: the rep and the focus, nothing else of the plan."""
    return list(
        Mentorship.objects.filter(mentor=user, status=Mentorship.Status.ASKED)
        .select_related("plan__rep", "plan__skill", "invited_by")
        .order_by("asked_at", "pk")
    )


def _unanswered(plans: Mapping[int, Plan]) -> list[Unanswered]:
    """The first unanswered word of each rep, the oldest first."""
    rows: list[tuple[datetime, Comment | PracticeEntry]] = [
        *((comment.created_at, comment) for comment in _comments(plans)),
        *((entry.logged_at, entry) for entry in _notes(plans)),
    ]
    first: dict[int, Unanswered] = {}
    for at, row in sorted(rows, key=lambda pair: pair[0]):
        if row.plan_id not in first:
            first[row.plan_id] = Unanswered(plans[row.plan_id], row, at)
    return list(first.values())


def _comments(plans: Mapping[int, Plan]) -> list[Comment]:
    rows = unanswered.comments().filter(plan__in=plans, created_at__gt=_last_answer())
    return list(rows.order_by("created_at", "pk"))


def _notes(plans: Mapping[int, Plan]) -> list[PracticeEntry]:
    rows = unanswered.notes().filter(plan__in=plans, logged_at__gt=_last_answer())
    return list(rows.select_related("drill").order_by("logged_at", "pk"))


def _last_answer() -> Greatest:
    return unanswered.last_answer(plan="plan", mentor="plan__mentor")
