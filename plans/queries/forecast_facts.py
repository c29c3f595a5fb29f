"""A batch of plans as the plain facts that their forecasts are worked out from, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.db.models.fields.json import KeyTextTransform

from plans.calculations.forecast.facts import (
    BASELINE_WEEKS,
    ForecastFacts,
    Line,
    PeerLines,
    Signed,
    StepNow,
    number,
)
from plans.models import Milestone, Plan
from plans.queries.calendar import last_week_ends
from plans.queries.pace import AllSeries, pace, step_now, step_numbers
from plans.queries.peer_lines import Lookup, look_up
from plans.queries.steps import StepsByPlan, steps_of
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday, weeks_between
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import weekly_series

# Thirteen weeks before a plan of 26, which a leave may have made longer.
MOST_WEEKS = 96


def facts(plan_ids: Collection[int], *, on: date) -> list[ForecastFacts]:
    """The facts of those of these plans that work: signed and not closed. Five queries, however many they are."""
    plans = _plans(plan_ids)
    if not plans:
        return []
    steps = steps_of(plans)
    series = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        _metrics(plans, steps),
        until=on,
        weeks=min(max(_weeks_needed(plan, on) for plan in plans), MOST_WEEKS),
    )
    peers = look_up(plans, on=on)
    return [_facts(plan, steps[plan.pk], series, peers, on=on) for plan in plans]


def _plans(plan_ids: Collection[int]) -> list[Plan]:
    return list(
        Plan.objects.working()
        .filter(pk__in=plan_ids, starts_on__isnull=False)
        .annotate(running=KeyTextTransform("running", "forecast__inputs"))
        .select_related("rep", "metric__numerator", "metric__denominator")
        .order_by("pk")
    )


def _metrics(plans: Iterable[Plan], steps: StepsByPlan) -> list[Metric]:
    now = [step_now(several) for several in steps.values()]
    found = [plan.metric for plan in plans] + [step.metric for step in now if step is not None]
    return list({metric.pk: metric for metric in found if metric is not None}.values())


def _weeks_needed(plan: Plan, on: date) -> int:
    """From the first week of the baseline to now."""
    starts_on = plan.starts_on or on
    first = (plan.baseline_until or starts_on) - (plan.baseline_weeks or BASELINE_WEEKS) * WEEK
    return weeks_between(min(first, starts_on - BASELINE_WEEKS * WEEK), on) + 1


def _facts(
    plan: Plan, steps: Sequence[Milestone], series: AllSeries, peers: Lookup, *, on: date
) -> ForecastFacts:
    starts_on, ends_on = plan.starts_on or on, plan.ends_on or date.max - timedelta(days=14)
    step = step_now(steps)
    found = pace(plan, step, step_numbers(plan, steps, step, series), series, on=on)
    if found is None:
        raise LookupError(f"plan {plan.pk} works without a first day")
    return ForecastFacts(
        plan=plan.pk,
        plan_status=plan.status,
        on=on,
        starts_on=starts_on,
        counts_before=monday(last_week_ends(ends_on)),
        window_weeks=plan.window_weeks,
        pace=found,
        line=_line(plan.rep_id, plan.metric, series),
        target=number(plan.target),
        signed=_signed(plan),
        step=_step(plan, step, series),
        peers=peers.of(plan) if plan.metric else PeerLines(),
        running=str(getattr(plan, "running", None) or ""),
    )


def _line(rep_id: int, metric: Metric | None, series: AllSeries) -> Line | None:
    found = series.get((rep_id, metric.pk)) if metric else None
    if metric is None or found is None:
        return None
    return Line(metric.kind, metric.lower_is_better, found.weeks)


def _step(plan: Plan, step: Milestone | None, series: AllSeries) -> StepNow | None:
    if step is None:
        return None
    is_measured = step.measure != Milestone.Measure.DONE
    return StepNow(
        step.pk,
        step.measure,
        number(step.target),
        step.due_on,
        monday(last_week_ends(step.due_on)),
        _line(plan.rep_id, step.metric, series) if is_measured else None,
    )


def _signed(plan: Plan) -> Signed:
    return Signed(
        number(plan.baseline),
        number(plan.baseline_numerator),
        number(plan.baseline_denominator),
        plan.baseline_weeks,
        plan.baseline_until,
    )
