"""How long a draft lasts: between its dates, or as long as would be suggested."""

import copy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.bars import Bars, shortest_told
from plans.calculations.timeline.full_weeks import counted_weeks
from plans.calculations.timeline.steps import FINEST, USUAL_WEEKS, Suggestion, next_monday
from plans.models import Plan
from plans.models.plan import WANTED_LAST
from plans.queries.days_off import days_off_of
from plans.queries.suggestion import grounds_of, longest_weeks, suggest
from salesgym.numbers.models import Metric

# Until a target is chosen, a number is judged by the change that targets usually ask for.
USUAL_STRETCH = Decimal("0.28")


def dated_weeks(plan: Plan) -> int | None:
    """The full weeks between the plan's dates, without those wholly absent; None where it has no dates, or a newer wish."""
    is_wished = bool(plan.suggested.get(WANTED_LAST)) and plan.status == Plan.Status.DRAFT
    return None if is_wished else weeks_of_dates(plan)


def weeks_of_dates(plan: Plan) -> int | None:
    """The full weeks between the plan's dates, without those wholly absent; None where it has no dates."""
    if plan.starts_on is None or plan.ends_on is None:
        return None
    return max(full_weeks_of(plan, plan.counts_since or plan.starts_on, plan.ends_on), 1)


def full_weeks_of(plan: Plan, starts_on: date, ends_on: date) -> int:
    """How many full weeks this plan's rep works between two days."""
    return len(counted_weeks(starts_on, ends_on, days_off_of(plan)))


def most_full_weeks(plan: Plan, *, on: date) -> int:
    """How many full weeks the longest plan of this kind has from the plan's first day on; leave leaves fewer."""
    starts_on = first_day(plan, on=on)
    return full_weeks_of(plan, starts_on, starts_on + timedelta(weeks=longest_weeks(plan)))


def first_day(plan: Plan, *, on: date) -> date:
    """The plan's first day, never before `on`; the next Monday where none is chosen."""
    return max(plan.starts_on or next_monday(on), on)


def suggested_weeks(plan: Plan, basis: Basis, *, on: date) -> int:
    """How many full weeks the plan has that would be suggested."""
    return _weeks_of_steps(plan, basis, on=on) or min(USUAL_WEEKS, longest_weeks(plan))


def weeks_to(plan: Plan, basis: Basis, target: Decimal, *, on: date) -> int | None:
    """How many full weeks the plan would have with this target; None where its number shows too late for any plan."""
    if plan.baseline is None:
        return None
    to = aimed(plan, plan.baseline, target)
    return _weeks_of_steps(to, replace(basis, goal=float(target)), on=on)


def _weeks_of_steps(plan: Plan, basis: Basis, *, on: date) -> int | None:
    """The full weeks up to the end of the suggested steps, as they count once these dates are saved."""
    steps = suggested_steps(plan, basis, on=on)
    return None if steps is None else max(full_weeks_of(plan, first_day(plan, on=on), steps.ends_on), 1)


def suggested_steps(plan: Plan, basis: Basis, *, on: date) -> Suggestion | None:
    """The steps that would be suggested for this plan; None where there are none, as its number shows too late."""
    told = shortest_told(basis) if plan.target is not None else None
    grounds = grounds_of(plan, basis, Bars(told_within=told), on=on)
    return suggest(plan, grounds, starts_on=first_day(plan, on=on)).steps


def aimed(plan: Plan, baseline: Decimal, target: Decimal | None = None) -> Plan:
    """The same plan with a target, the usual one where none is given; not stored."""
    found = copy.copy(plan)
    way = -1 if plan.metric is not None and plan.metric.lower_is_better else 1
    value = baseline * (1 + way * USUAL_STRETCH) if target is None else target
    if plan.metric is not None and plan.metric.kind == Metric.Kind.RATIO:
        value = min(value, max(Decimal(1), baseline))
    found.target = value.quantize(FINEST)
    return found
