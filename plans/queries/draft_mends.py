"""What one click may do about a draft's target: each as the plan would be that the click makes."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.bars import Bars
from plans.calculations.targets.default_target import default_target
from plans.calculations.targets.further import further_of
from plans.calculations.targets.mends import Mend, Other, instead, is_fair, mends_of
from plans.calculations.targets.step_lists import StepLists
from plans.calculations.timeline.steps import FINEST, MOST_WEEKS
from plans.models import Plan
from plans.models.plan import WANTED_LAST
from plans.queries.basis import bases_of
from plans.queries.draft_length import aimed, most_full_weeks, weeks_to
from plans.queries.suggestion import grounds_of, longest_weeks, shows_when_deals_close
from plans.queries.wizard import NOT_A_GOAL, Numbers, numbers_of
from salesgym.errors import Refused
from salesgym.numbers.models import Metric


def mends_for(plan: Plan, basis: Basis, lists: StepLists, *, on: date) -> tuple[Mend, ...]:
    """The mends of a draft with a target, in their order; none where its target is ahead, fair, and shows in time.

    `basis` is what its own number is judged by, `lists` the bars that follow.
    """
    shortest, others = _shows_after(plan, basis, on=on), _others(plan, basis, on=on)
    if plan.baseline is None:
        return ()
    if shortest > longest_weeks(plan):
        return instead(others)
    # An extension keeps the length that its first plan was judged by.
    longest = basis.plan_weeks if plan.counts_from else most_full_weeks(plan, on=on)
    if not basis.is_ahead:
        return further_of(basis, others, baseline=plan.baseline, shortest=shortest, longest=longest)
    if lists.unfair is None:
        return ()
    return mends_of(basis, others, shortest=shortest, longest=longest)


def _shows_after(plan: Plan, basis: Basis, *, on: date) -> int:
    """Before so many weeks the plan's number cannot show; 0 where that does not matter, or is not known."""
    if plan.metric is None or not shows_when_deals_close(plan.metric):
        return 0
    return grounds_of(plan, basis, Bars(), on=on).cycle_weeks or 0


def _others(plan: Plan, basis: Basis, *, on: date) -> Iterator[Other]:
    """Numbers higher in the funnel, the nearest first, and counts of the rep's own work, each with its default target.

    Each is judged as the plan would be that a click on it makes.
    """
    numbers = numbers_of(plan, on=on)
    own = _order(plan.metric, numbers) if plan.metric else None
    if own is None:
        return
    ranked = [
        (order, metric)
        for metric in numbers.metrics.values()
        if (order := _order(metric, numbers)) is not None and order < own and numbers.has_enough(metric)
    ]
    for _order_of, metric in sorted(ranked, key=lambda one: (-one[0], one[1].pk)):
        found = _judged(plan, metric, numbers, basis.plan_weeks, on=on)
        if found is not None:
            is_own_work = metric.control == Metric.Control.ACTIVITY and metric.kind == Metric.Kind.COUNT
            yield Other(metric.pk, found, is_own_work)


def _judged(plan: Plan, metric: Metric, numbers: Numbers, weeks: int, *, on: date) -> Basis | None:
    """The basis of the plan as it would be about another number, with the target that would be suggested.

    None where that is not fair, or shows too late for any plan.
    """
    about = about_metric(plan, metric, numbers, weeks)
    if about is None or about.baseline is None:
        return None
    try:
        found = bases_of(aimed(about, about.baseline), (), plan_weeks=weeks, on=on).get(metric.pk)
    except Refused:
        return None
    if found is None:
        return None
    length = partial(weeks_to, about, found, on=on)
    target = default_target(found, baseline=about.baseline, length=length)
    plan_weeks = length(target) if target is not None else None
    if target is None or plan_weeks is None:
        return None
    judged = replace(found, goal=float(target), plan_weeks=plan_weeks)
    return judged if is_fair(judged) else None


def about_metric(plan: Plan, metric: Metric, numbers: Numbers, weeks: int) -> Plan | None:
    """The same plan about another number of its rep, from its own weeks, not stored; None without a start."""
    window = numbers.windows[metric.pk]
    if window.value is None:
        return None
    about = copy.copy(plan)
    about.metric = metric
    about.baseline = window.value.quantize(FINEST)
    about.baseline_numerator, about.baseline_denominator = window.numerator, window.denominator
    about.baseline_weeks, about.baseline_until = window.weeks, numbers.last_day
    about.target, about.counts_from = None, None
    about.starts_on = about.ends_on = None
    about.suggested = {"weeks_wanted": min(weeks, MOST_WEEKS), WANTED_LAST: True}
    return about


def _order(metric: Metric, numbers: Numbers) -> float | None:
    """How far down the funnel a number stands; a rate stands just before what it leads to. None for one beside it."""
    if metric.key in NOT_A_GOAL:
        return None
    if metric.funnel_order is not None:
        return float(metric.funnel_order)
    leads_to = numbers.part(metric.numerator_id)
    if leads_to is None:
        return float("inf") if metric.control == Metric.Control.BUYER else None
    if leads_to.funnel_order is not None and metric.kind == Metric.Kind.RATIO:
        return leads_to.funnel_order - 0.5
    return float("inf")
