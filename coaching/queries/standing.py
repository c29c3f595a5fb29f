"""Where a plan stands today: its number, the step being climbed, how far that step is, its status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from plans.calculations import progress
from plans.calculations.status import StatusWord, display_status
from plans.calculations.step_line import StepLine
from plans.calculations.to_go import ToGo
from plans.models import Milestone, Plan
from plans.queries.days_off import days_off_of
from plans.queries.pace import (
    AllSeries,
    count_since,
    ended_on,
    own_weeks,
    signs,
    step_now,
    step_numbers,
    stored_chance,
    stored_push,
)
from plans.queries.step_lines import mondays_at_mark, step_line
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page says about one plan. `value` is the step's own number, `share` how much of the step is done.

    What is left to do: `to_go` from the runs that decide the step; `more` of a count since the start, and of the
    window of plans that were signed under the earlier rule. `waits`: nothing is, the step is at its mark and is open
    only because the quality beside it has fallen. What the running week would take is not said once its working days
    are over.
    `window` is what `plan_value` was counted from, and `ended_on` its last day once the plan's own weeks are over.
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
    to_go: ToGo | None = None
    waits: bool = False
    window: Window | None = None
    ended_on: date | None = None

    @property
    def percent(self) -> int:
        return int(self.share * 100)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do for a step, as the fields of a Standing; nothing where that has no honest answer."""

    more: int | None = None
    to_go: ToGo | None = None
    waits: bool = False


def metrics_of(plans: Iterable[Plan], milestones: Iterable[Milestone]) -> list[Metric]:
    """Every metric that these plans and their steps are measured in, each once."""
    found = [plan.metric for plan in plans] + [step.metric for step in milestones]
    return list({metric.pk: metric for metric in found if metric is not None}.values())


def of(
    plan: Plan, milestones: Sequence[Milestone], series: AllSeries, *, on: date, with_left: bool = True
) -> Standing:
    """The standing of one plan on one day, from its milestones in order and the series of its metrics.

    Plans come with their forecast (`select_related("forecast")`): what was worked out is read, not computed. They
    come with their `days_off()` too, else one query asks for them; `with_left=False`, for pages that do not say what
    is left to do, needs none.
    """
    step = step_now(milestones)
    value, start = step_numbers(plan, milestones, step, series)
    left = _left(plan, milestones, step, series, on) if with_left else Left()
    own = own_weeks(plan, plan.metric_id, series)
    window = own.window(last=plan.window_weeks) if own else None
    share = progress.share_done(baseline=start, target=step.target if step else None, value=value)
    return Standing(
        status=display_status(
            plan_status=plan.status,
            signs=signs(plan, milestones, series, is_pushed=stored_push(plan)),
            on=on,
        ),
        plan_value=window.value if window else None,
        step=step,
        value=value,
        start=start,
        share=share,
        more=left.more,
        reached=sum(one.is_reached for one in milestones),
        chance=stored_chance(plan),
        to_go=left.to_go,
        waits=left.waits,
        window=window,
        ended_on=ended_on(plan, own, on=on),
    )


def _left(
    plan: Plan, milestones: Sequence[Milestone], step: Milestone | None, series: AllSeries, on: date
) -> Left:
    if step is None or step.metric is None or step.target is None:
        return Left()
    found = own_weeks(plan, step.metric_id, series)
    if found is None or plan.starts_on is None or plan.starts_on > on:
        return Left()
    line = step_line(plan, step, found, is_last=step.position == max(one.position for one in milestones))
    if step.measure == Milestone.Measure.COUNT:
        more = max(ceil(step.target - (count_since(plan, found) or ZERO)), 0)
        return Left(more=more, waits=_waits(plan, step, line))
    if step.measure != Milestone.Measure.METRIC:
        return Left()
    if line is not None:
        left = Left(to_go=line.to_go(), waits=_waits(plan, step, line))
    else:
        left = _left_of_window(plan, step.metric, step.target, found)
    return replace(left, more=None, to_go=None) if _is_of_a_week_over(plan, left, on) else left


def _is_of_a_week_over(plan: Plan, left: Left, on: date) -> bool:
    """Whether this is left to do in a running week that has no working day left. Chances and points have no week."""
    is_of_the_week = left.more is not None or (
        left.to_go is not None and left.to_go.trials is None and left.to_go.points is None
    )
    if not is_of_the_week:
        return False
    work_days = days_off_of(plan).work_days
    return not any(str(day) in work_days for day in range(on.isoweekday(), 8))


def _waits(plan: Plan, step: Milestone, line: StepLine | None) -> bool:
    """Whether only the quality beside this open step holds it back; activities alone have one."""
    is_activity = step.metric is not None and step.metric.kind == Metric.Kind.COUNT
    return plan.is_working and is_activity and line is not None and bool(mondays_at_mark(step, line))


def _left_of_window(plan: Plan, metric: Metric, target: Decimal, series: Series) -> Left:
    """By the rule of plans that were signed earlier: how many more this week, and how far the average of its window is."""
    if metric.kind == Metric.Kind.AVERAGE:
        value = series.window(last=plan.window_weeks).value
        left = None if value is None else value - target if metric.lower_is_better else target - value
        return Left(to_go=ToGo(points=Fraction(left)) if left is not None and left > 0 else None)
    more = progress.how_many_more(
        series.weeks,
        target=target,
        is_ratio=series.has_denominator,
        lower_is_better=metric.lower_is_better,
        length=plan.window_weeks,
    )
    return Left(more=more)
