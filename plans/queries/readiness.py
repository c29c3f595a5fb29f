"""What a draft still needs before it can be proposed."""

import itertools
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Milestone, Plan


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: the wizard's step that asks for it, and a sentence."""

    step: int
    text: str


def missing(plan: Plan) -> list[Missing]:
    """What to add before this draft can be proposed, in the wizard's order; empty when it is ready."""
    steps = list(plan.milestones.order_by("position"))
    needs = [
        (plan.skill_id and plan.metric_id, 1, _("Choose the one thing this plan is about.")),
        (plan.headline.strip(), 2, _("Write the opening line.")),
        (plan.why.strip(), 2, _("Say why it is this one thing.")),
        (plan.target is not None, 3, _("Choose the target.")),
        (plan.starts_on and plan.ends_on, 4, _("Choose the first and the last day.")),
        (steps, 4, _("Add a first step.")),
    ]
    gaps = [Missing(step, text) for there, step, text in needs if not there]
    return gaps + _steps_out_of_line(plan, steps) + _promise_owed(plan)


def _steps_out_of_line(plan: Plan, steps: list[Milestone]) -> list[Missing]:
    if not steps or plan.starts_on is None or plan.ends_on is None:
        return []
    days = [step.due_on for step in steps]
    if days[0] < plan.starts_on or days[-1] > plan.ends_on:
        return [Missing(4, _("Move the steps inside the plan's first and last day."))]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        return [Missing(4, _("Give each step a later date than the one before."))]
    return []


def _promise_owed(plan: Plan) -> list[Missing]:
    """A cause that is ours to fix, chosen after the promises were written or without any."""
    diagnosis = getattr(plan, "diagnosis", None)
    if diagnosis is None or not diagnosis.ours or plan.support.exists():
        return []
    return [Missing(5, _("One of the causes is ours to fix: promise what we do about it."))]
