"""How far a plan is, in the numbers of its step now: the one reading that pages and forecasts share.

No query; of a formal plan that came without its `days_off()` one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from plans.calculations.status import Signs, known_until
from plans.calculations.timeline.full_weeks import first_full_week
from plans.models import Milestone, Plan
from plans.queries.calendar import last_week_ends
from plans.queries.typed_weeks import counting
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.queries.scorecard import Series

AllSeries = Mapping[tuple[int, int], Series]
ZERO = Decimal(0)


def step_now(milestones: Sequence[Milestone]) -> Milestone | None:
    """The step being climbed: of these, in their order, the first that is ahead."""
    return next((one for one in milestones if one.status == Milestone.Status.AHEAD), None)


def own_weeks(plan: Plan, metric_id: int | None, series: AllSeries) -> Series | None:
    """The weeks of this number that are the plan's own: after its last one its figures stand still.

    A typed week that waits for the other side is unknown.
    """
    found = series.get((plan.rep_id, metric_id)) if metric_id else None
    if found is None or plan.ends_on is None or not found.weeks:
        return found
    found = counting(plan, found)
    end = last_week_ends(plan.ends_on)
    return found.before(end) if found.weeks[-1].starts_on >= monday(end) else found


def ended_on(plan: Plan, own: Series | None, *, on: date) -> date | None:
    """The last day whose numbers are the plan's; None while it runs, and before both have signed."""
    if plan.ends_on is None or plan.status in {Plan.Status.DRAFT, Plan.Status.PROPOSED}:
        return None
    if plan.is_open and on <= last_week_ends(plan.ends_on):
        return None
    known_to = own.known_to if own is not None else None
    return min(plan.ends_on, known_to or plan.ends_on)


def step_numbers(
    plan: Plan, milestones: Sequence[Milestone], step: Milestone | None, series: AllSeries
) -> tuple[Decimal | None, Decimal | None]:
    """The value of the step being climbed, and the value from which this step began."""
    if step is None or step.metric_id is None:
        return None, None
    found = own_weeks(plan, step.metric_id, series)
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
    first = counted_from(plan)
    if first is None:
        return None
    return sum((week.numerator or ZERO for week in series.since(first).weeks), ZERO)


def counted_from(plan: Plan) -> date | None:
    """The first day of what a plan counts since its start; an extension counts on from the plan that it extends."""
    if plan.counts_since is None:
        return None
    return first_full_week(plan.counts_since) if plan.counts_runs else plan.counts_since


def signs(plan: Plan, milestones: Sequence[Milestone], series: AllSeries, *, is_pushed: bool) -> Signs | None:
    """What decides the plan's word on a day; None before it has a first day."""
    if plan.starts_on is None:
        return None
    reached = [step.reached_on for step in milestones if step.reached_on is not None]
    return Signs(
        starts_on=plan.starts_on,
        last_number_on=_last_number_on(plan, series),
        last_practice_on=plan.last_practice_on,
        last_reached_on=max(reached, default=None),
        is_pushed=is_pushed,
    )


def stored_push(plan: Plan) -> bool:
    """Whether the stored judgement says that it needs a push. No query where the plan came with its forecast."""
    found = getattr(plan, "forecast", None)
    return bool(found and found.is_pushed)


def stored_chance(plan: Plan) -> float | None:
    """The stored chance of the next step by the plan's end. No query where the plan came with its forecast."""
    found = getattr(plan, "forecast", None)
    return None if found is None or found.by_end is None else float(found.by_end)


def _last_number_on(plan: Plan, series: AllSeries) -> date | None:
    found = series.get((plan.rep_id, plan.metric_id)) if plan.metric_id else None
    return known_until(found.weeks) if found else None
