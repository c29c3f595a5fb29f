"""Where a plan stands today: its number, the step being climbed, how far that step is, its status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.calculations import progress
from plans.calculations.status import StatusWord, display_status
from plans.models import Milestone, Plan
from plans.queries.pace import (
    AllSeries,
    count_since,
    signs,
    step_now,
    step_numbers,
    stored_chance,
    stored_push,
)
from salesgym.numbers.models import Metric

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page says about one plan. `value` is the step's own number, `share` how much of the step is done.

    `chance` is that of the next step by the plan's end, 0 to 1, None where it has none.
    """

    status: StatusWord
    plan_value: Decimal | None
    step: Milestone | None
    value: Decimal | None
    start: Decimal | None
    share: Decimal
    more: int | None
    reached: int
    chance: float | None = None

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def metrics_of(plans: Iterable[Plan], milestones: Iterable[Milestone]) -> list[Metric]:
    """Every metric that these plans and their steps are measured in, each once."""
    found = [plan.metric for plan in plans] + [step.metric for step in milestones]
    return list({metric.pk: metric for metric in found if metric is not None}.values())


def of(plan: Plan, milestones: Sequence[Milestone], series: AllSeries, *, on: date) -> Standing:
    """The standing of one plan on one day, from its milestones in order and the series of its metrics.

    Plans come with their forecast (`select_related("forecast")`): what was worked out is read, not computed.
    """
    step = step_now(milestones)
    value, start = step_numbers(plan, milestones, step, series)
    share = progress.share_done(baseline=start, target=step.target if step else None, value=value)
    return Standing(
        status=display_status(
            plan_status=plan.status,
            signs=signs(plan, milestones, series, is_pushed=stored_push(plan)),
            on=on,
        ),
        plan_value=_plan_value(plan, series),
        step=step,
        value=value,
        start=start,
        share=share,
        more=_more(plan, step, series, on),
        reached=sum(one.is_reached for one in milestones),
        chance=stored_chance(plan),
    )


def _plan_value(plan: Plan, series: AllSeries) -> Decimal | None:
    if plan.metric_id is None:
        return None
    found = series.get((plan.rep_id, plan.metric_id))
    return found.window(last=plan.window_weeks).value if found else None


def _more(plan: Plan, step: Milestone | None, series: AllSeries, on: date) -> int | None:
    """How many more this week would reach the step; None where that has no honest answer."""
    if step is None or step.metric is None or step.target is None:
        return None
    found = series.get((plan.rep_id, step.metric_id or 0))
    if found is None or plan.starts_on is None or plan.starts_on > on:
        return None
    if step.measure == Milestone.Measure.COUNT:
        left = step.target - (count_since(plan, found) or ZERO)
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
