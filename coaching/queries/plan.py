"""A plan on one page: what everybody on it reads, in as few queries as its parts allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window

from coaching.models import Comment, PracticeEntry
from coaching.queries import standing
from coaching.queries.opened_plan import OpenedPlan
from coaching.queries.standing import Standing
from plans.models import Milestone, Outcome, Plan
from plans.queries.baselines import setting_of
from plans.queries.pace import AllSeries
from plans.queries.qualities import qualities_of
from plans.queries.step_lines import weeks_read
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard

# The weeks that say how a plan stands, and those that its chart and what is usual before it take.
STANDING_WEEKS, SERIES_WEEKS = 26, 40
# So many words of the conversation stand on the page until somebody asks for all.
COMMENTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """An opened plan with its steps in order, and where it stands.

    `metrics` are all by their id. `until` is the day to which its numbers count. `qualities` are the metrics that are paired with what its
    steps count; where they were asked for they are in `series` beside the plan's own.
    """

    opened: OpenedPlan
    steps: list[Milestone]
    standing: Standing
    series: AllSeries
    qualities: list[Metric]
    metrics: Mapping[int, Metric]
    until: date


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The numbers of a plan, and what was said around it.

    `comments` are the last ones, the newest at the end; `said` is how many there are.
    """

    numbers: PlanNumbers
    comments: list[Comment]
    said: int


def plan_facts(
    opened: OpenedPlan, *, on: date, with_proof: bool = False, all_comments: bool = False
) -> PlanFacts:
    """What the overview of an opened plan shows; with the proof, what `plan_numbers` adds for it."""
    plan = opened.plan
    numbers = plan_numbers(opened, on=on, with_proof=with_proof)
    comments, said = _comments(plan, numbers.steps, shown=None if all_comments else COMMENTS_SHOWN)
    if plan.status == Plan.Status.CLOSED:
        _with_outcome(plan)
    return PlanFacts(numbers, comments, said)


def plan_numbers(opened: OpenedPlan, *, on: date, with_proof: bool) -> PlanNumbers:
    """How an opened plan stands. `with_proof`: with the weeks before it, the spread and the qualities beside."""
    plan = opened.plan
    known, until = scorecard.metrics_by_id(), _until(plan, on)
    plan.metric = known.get(plan.metric_id or 0)
    steps = _steps(plan, known)
    qualities = qualities_of(steps, known) if with_proof else []
    series = scorecard.weekly_series(
        [plan.rep_id],
        [*standing.metrics_of([plan], steps), *qualities],
        until=until,
        weeks=_weeks(plan, until) if with_proof else weeks_read([plan], on=until, at_least=STANDING_WEEKS),
        with_spread=with_proof,
    )
    stands = standing.of(plan, steps, series, on=on)
    return PlanNumbers(opened, steps, stands, series, qualities, known, until)


def _with_outcome(plan: Plan) -> None:
    outcome = Outcome.objects.filter(plan=plan.pk).select_related("decided_by", "next_skill").first()
    if outcome is not None:
        plan.outcome = outcome


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


def _comments(plan: Plan, steps: Sequence[Milestone], *, shown: int | None) -> tuple[list[Comment], int]:
    """The last comments, the newest at the end, and how many there are; None for all. One query."""
    comments = Comment.objects.filter(plan=plan.pk).order_by("-created_at", "-pk")
    found = list(
        comments.select_related("author", "practice__drill").annotate(said=Window(Count("pk")))[:shown]
    )
    by_pk = {step.pk: step for step in steps}
    for comment in found:
        comment.milestone = by_pk.get(comment.milestone_id or 0)
    return found[::-1], vars(found[0])["said"] if found else 0


def practice_page(opened: OpenedPlan, *, size: int, number: str | None) -> Page[PracticeEntry]:
    """A page of every workout that counts, the latest first. One query: how many there are, the opened log tells."""
    rows = (
        PracticeEntry.objects.standing()
        .filter(plan=opened.plan)
        .select_related("drill")
        .order_by("-practiced_at", "-pk")
    )
    pages = Paginator(rows, size)
    pages.count = len(opened.log)
    return pages.get_page(number)


def comments_on_practice(entries: Sequence[PracticeEntry]) -> dict[int, list[Comment]]:
    """What was said on these workouts."""
    by_pk = {entry.pk: entry for entry in entries}
    comments: dict[int, list[Comment]] = {entry.pk: [] for entry in entries}
    rows = Comment.objects.filter(practice__in=comments).select_related("author").order_by("created_at", "pk")
    for comment in rows:
        comment.practice = by_pk[comment.practice_id or 0]
        comments[comment.practice_id or 0].append(comment)
    return comments
