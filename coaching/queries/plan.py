"""A plan on one page: what everybody on it reads, in six queries with the one that opened it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from coaching.models import Comment, PracticeEntry
from coaching.queries import standing
from coaching.queries.opened_plan import OpenedPlan
from coaching.queries.standing import Standing
from plans.models import Milestone, Plan
from plans.queries.baselines import setting_of
from plans.queries.pace import AllSeries
from plans.queries.qualities import qualities_of
from plans.queries.step_lines import weeks_read
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard

SERIES_WEEKS = 40
# Enough workouts for the dots of this week and the table below them.
PRACTICE_READ = 40


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """An opened plan with its steps in order, where it stands, and what was practiced and said.

    `until` is the day to which its numbers count. `qualities` are the metrics that are paired with what its
    steps count; they are in `series` beside the plan's own.
    """

    opened: OpenedPlan
    steps: list[Milestone]
    standing: Standing
    series: AllSeries
    qualities: list[Metric]
    practice: list[PracticeEntry]
    comments: list[Comment]
    until: date


def plan_facts(opened: OpenedPlan, *, on: date) -> PlanFacts:
    """What the overview of an opened plan shows."""
    plan = opened.plan
    known, until = scorecard.metrics_by_id(), _until(plan, on)
    steps = _steps(plan, known)
    qualities = qualities_of(steps, known)
    metrics = [*standing.metrics_of([plan], steps), *qualities]
    series = scorecard.weekly_series(
        [plan.rep_id], metrics, until=until, weeks=_weeks(plan, until), with_spread=True
    )
    return PlanFacts(
        opened=opened,
        steps=steps,
        standing=standing.of(plan, steps, series, on=on),
        series=series,
        qualities=qualities,
        practice=_practice(plan, on=on),
        comments=_comments(plan),
        until=until,
    )


def _steps(plan: Plan, metrics: Mapping[int, Metric]) -> list[Milestone]:
    """The plan's milestones in order, with their rewards and metrics; each knows the plan."""
    rows = Milestone.objects.filter(plan=plan.pk).select_related("reward__given_by", "verified_by")
    steps = list(rows.order_by("position"))
    for step in steps:
        step.plan, step.metric = plan, metrics.get(step.metric_id or 0)
    return steps


def _weeks(plan: Plan, until: date) -> int:
    """From the quarter before the plan on, and all weeks that set what is usual, however long a plan has become."""
    counted = weeks_read([plan], on=until, at_least=SERIES_WEEKS)
    return max(counted, setting_of(plan, on=until).weeks_back(until))


def _until(plan: Plan, on: date) -> date:
    """Numbers of a closed plan stand still on the day it closed."""
    return plan.closed_at.date() if plan.closed_at else on


def _practice(plan: Plan, *, on: date) -> list[PracticeEntry]:
    """The last entries, the latest first."""
    entries = PracticeEntry.objects.standing().filter(plan=plan.pk, practiced_on__lte=on)
    return list(entries.select_related("drill").order_by("-practiced_at", "-pk")[:PRACTICE_READ])


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
    comments: dict[int, list[Comment]] = {entry.pk: [] for entry in entries}
    rows = Comment.objects.filter(practice__in=comments).select_related("author").order_by("created_at", "pk")
    for comment in rows:
        comment.practice = by_pk[comment.practice_id or 0]
        comments[comment.practice_id or 0].append(comment)
    return comments
