"""Where a plan stands today: its number, the step being climbed, how far that step is, its status."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.calculations import progress
from plans.calculations.progress import Pace, StatusWord
from plans.models import Milestone, Plan
from salesgym.numbers.calculations.weeks import ends_on, weeks_between
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series

AllSeries = Mapping[tuple[int, int], Series]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page says about one plan. `value` is the step's own number, `share` how much of the step is done."""

    status: StatusWord
    plan_value: Decimal | None
    step: Milestone | None
    value: Decimal | None
    start: Decimal | None
    share: Decimal
    more: int | None
    reached: int

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def metrics_of(plans: Iterable[Plan], milestones: Iterable[Milestone]) -> list[Metric]:
    """Every metric that these plans and their steps are measured in, each once."""
    found = [plan.metric for plan in plans] + [step.metric for step in milestones]
    return list({metric.pk: metric for metric in found if metric is not None}.values())


def of(plan: Plan, milestones: Sequence[Milestone], series: AllSeries, *, on: date) -> Standing:
    """The standing of one plan on one day, from its milestones in order and the series of its metrics."""
    step = next((one for one in milestones if one.status == Milestone.Status.AHEAD), None)
    value, start = _step_numbers(plan, milestones, step, series, on)
    share = progress.share_done(baseline=start, target=step.target if step else None, value=value)
    return Standing(
        status=progress.display_status(
            plan_status=plan.status, pace=_pace(plan, step, value, start, series, on), on=on
        ),
        plan_value=_plan_value(plan, series),
        step=step,
        value=value,
        start=start,
        share=share,
        more=_more(plan, step, series, on),
        reached=sum(one.is_reached for one in milestones),
    )


def _plan_value(plan: Plan, series: AllSeries) -> Decimal | None:
    if plan.metric_id is None:
        return None
    found = series.get((plan.rep_id, plan.metric_id))
    return found.window(last=plan.window_weeks).value if found else None


def _step_numbers(
    plan: Plan, milestones: Sequence[Milestone], step: Milestone | None, series: AllSeries, on: date
) -> tuple[Decimal | None, Decimal | None]:
    """The value of the step being climbed, and the value from which this step began."""
    if step is None or step.metric_id is None:
        return None, None
    found = series.get((plan.rep_id, step.metric_id))
    if step.measure == Milestone.Measure.COUNT:
        return (_count_since(plan, found) if found else None), ZERO
    if step.measure != Milestone.Measure.METRIC or found is None:
        return None, None
    before = [
        one.target
        for one in milestones
        if one.position < step.position and (one.measure, one.metric_id) == (step.measure, step.metric_id)
    ]
    start = before[-1] if before else (plan.baseline if step.metric_id == plan.metric_id else None)
    return found.window(last=plan.window_weeks).value, start


def _count_since(plan: Plan, series: Series) -> Decimal | None:
    if plan.starts_on is None:
        return None
    return sum((week.numerator or ZERO for week in series.since(plan.starts_on).weeks), ZERO)


def _pace(
    plan: Plan,
    step: Milestone | None,
    value: Decimal | None,
    start: Decimal | None,
    series: AllSeries,
    on: date,
) -> Pace | None:
    if plan.starts_on is None:
        return None
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
    )


def _last_number_on(plan: Plan, series: AllSeries) -> date | None:
    found = series.get((plan.rep_id, plan.metric_id)) if plan.metric_id else None
    weeks = found.weeks if found else ()
    # Nobody waits for numbers of a week away: a plan does not fall silent over a leave.
    known = [one.starts_on for one in weeks if one.numerator is not None or one.away.is_whole_week]
    return ends_on(known[-1]) if known else None


def _more(plan: Plan, step: Milestone | None, series: AllSeries, on: date) -> int | None:
    """How many more this week would reach the step; None where that has no honest answer."""
    if step is None or step.metric is None or step.target is None:
        return None
    found = series.get((plan.rep_id, step.metric_id or 0))
    if found is None or plan.starts_on is None or plan.starts_on > on:
        return None
    if step.measure == Milestone.Measure.COUNT:
        left = step.target - (_count_since(plan, found) or ZERO)
        return max(int(left), 0)
    if step.measure != Milestone.Measure.METRIC or step.metric.kind == Metric.Kind.AVERAGE:
        return None
    return progress.how_many_more(
        found.weeks,
        target=step.target,
        is_ratio=found.has_denominator,
        lower_is_better=step.metric.lower_is_better,
        length=plan.window_weeks,
    )
