"""How far a plan is, in the numbers of its step now: the one reading that pages and forecasts share. No query."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from plans.calculations.progress import Pace, known_until
from plans.calculations.timeline.full_weeks import first_full_week
from plans.models import Milestone, Plan
from salesgym.numbers.calculations.weeks.calendar import weeks_between
from salesgym.numbers.queries.scorecard import Series

AllSeries = Mapping[tuple[int, int], Series]
ZERO = Decimal(0)


def step_now(milestones: Sequence[Milestone]) -> Milestone | None:
    """The step being climbed: of these, in their order, the first that is ahead."""
    return next((one for one in milestones if one.status == Milestone.Status.AHEAD), None)


def step_numbers(
    plan: Plan, milestones: Sequence[Milestone], step: Milestone | None, series: AllSeries
) -> tuple[Decimal | None, Decimal | None]:
    """The value of the step being climbed, and the value from which this step began."""
    if step is None or step.metric_id is None:
        return None, None
    found = series.get((plan.rep_id, step.metric_id))
    if step.measure == Milestone.Measure.COUNT:
        return (count_since(plan, found) if found else None), ZERO
    if step.measure != Milestone.Measure.METRIC or found is None:
        return None, None
    before = [
        one.target
        for one in milestones
        if one.position < step.position and (one.measure, one.metric_id) == (step.measure, step.metric_id)
    ]
    start = before[-1] if before else (plan.baseline if step.metric_id == plan.metric_id else None)
    return found.window(last=plan.window_weeks).value, start


def count_since(plan: Plan, series: Series) -> Decimal | None:
    """What was counted since the plan's first week; where it counts runs, since its first full one."""
    if plan.starts_on is None or plan.counts_since is None:
        return None
    first = first_full_week(plan.counts_since) if plan.counts_runs else plan.starts_on
    return sum((week.numerator or ZERO for week in series.since(first).weeks), ZERO)


def pace(
    plan: Plan,
    step: Milestone | None,
    numbers: tuple[Decimal | None, Decimal | None],
    series: AllSeries,
    *,
    on: date,
    chance: float | None = None,
) -> Pace | None:
    """What decides the plan's word on this day; None before it has a first day."""
    if plan.starts_on is None:
        return None
    value, start = numbers
    is_count = step is not None and step.measure == Milestone.Measure.COUNT
    is_own = step is not None and step.metric_id == plan.metric_id and not is_count
    return Pace(
        starts_on=plan.starts_on,
        step_due_on=step.due_on if step else None,
        step_target=step.target if step else None,
        # Pace runs from the rep's own start, the picture of a step from the step before it.
        baseline=plan.baseline if is_own else start,
        current=value,
        lower_is_better=bool(step and step.metric and step.metric.lower_is_better),
        weeks_in=weeks_between(plan.starts_on, on),
        last_number_on=_last_number_on(plan, series),
        last_practice_on=plan.last_practice_on,
        chance=chance,
    )


def stored_chance(plan: Plan, step: Milestone | None) -> float | None:
    """The chance that was stored for this very step. No query where the plan came with its forecast."""
    found = getattr(plan, "forecast", None)
    if found is None or step is None or found.milestone_id != step.pk or found.chance is None:
        return None
    return float(found.chance)


def _last_number_on(plan: Plan, series: AllSeries) -> date | None:
    found = series.get((plan.rep_id, plan.metric_id)) if plan.metric_id else None
    return known_until(found.weeks) if found else None
