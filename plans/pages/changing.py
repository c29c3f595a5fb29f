"""A proposal that was taken back, in the words that its rep reads meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Changing:
    """Who changes the plan, and what is kept of the rep's side meanwhile."""

    title: str
    text: str


def changing(plan: Plan, managers: Sequence[User]) -> Changing:
    """`managers` are who manages the rep today; without one the plan's own manager is named."""
    by = plan.manager if not managers or plan.manager in managers else managers[0]
    said = {"name": by.first_name, "focus": plan.skill}
    if plan.rep_view or plan.rep_reason:
        text = _("What you wrote is kept. You read every word again before anything starts.")
    else:
        text = _("You read every word again before anything starts.")
    return Changing(_("%(name)s is changing your plan for %(focus)s") % said, text)
