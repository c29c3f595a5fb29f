"""The steps of several plans in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plans.models import Milestone, Plan

StepsByPlan = Mapping[int, list[Milestone]]


def steps_of(plans: Iterable[Plan]) -> StepsByPlan:
    """By plan id each plan's steps in order, with reward and metric; an empty list for a plan without any."""
    rows = Milestone.objects.filter(plan__in=[plan.pk for plan in plans]).order_by("position")
    return by_plan(rows.select_related("reward", "metric__numerator", "metric__denominator"))


def by_plan(steps: Iterable[Milestone]) -> StepsByPlan:
    """These steps by plan id, in the order they come in; an empty list for a plan without any."""
    found: defaultdict[int, list[Milestone]] = defaultdict(list)
    for step in steps:
        found[step.plan_id].append(step)
    return found
