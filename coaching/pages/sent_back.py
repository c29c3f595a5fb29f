"""What a manager still asks for on steps that were sent back: it stands until the rep claims the step again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import words
from plans import permissions
from plans.models import Milestone, Plan
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class SentBack:
    """One step with the manager's reason; the rep has the way to send it again beside it."""

    title: str
    text: str
    button: str = ""
    url: str = ""


def sent_back(plan: Plan, steps: Iterable[Milestone], *, reader: User, say: Sayers) -> list[SentBack]:
    """A note for each step that waits for a little more, in their order."""
    may_claim = permissions.can_claim(reader, plan)
    return [
        SentBack(
            title=_("A little more on step %(number)s: %(step)s")
            % {"number": step.position, "step": words.step_name(plan, step, say)},
            text=step.asked_for,
            button=_("Send it again") if may_claim else "",
            url=reverse("plans:claim_milestone", args=[step.pk]) if may_claim else "",
        )
        for step in steps
        if step.asked_for
    ]
