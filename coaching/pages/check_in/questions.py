"""Questions that help in a check-in: open ones, about the work and never about the person; three at most."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.calculations.status import StatusWord
from plans.models import Plan

MOST = 3
# One about what the plan trains, by the key of its skill.
OF_A_SKILL: Mapping[str, Promise] = {
    "prospecting-calls": _("Which first sentence earned another minute this week?"),
    "from-talk-to-meeting": _("What did the buyer say just before they agreed to meet?"),
    "discovery-questions": _("Which question made a buyer think this week?"),
    "building-opportunities": _("Who gained from the change you talked about, and did they say so?"),
    "objection-handling": _("Which no turned out to mean something else?"),
    "moving-to-a-decision": _("Which deal has a next step that both sides wrote down?"),
    "negotiation": _("When in the call does the price come up, and who says it first?"),
    "deal-size": _("Where did the buyer tell of a second place where it hurts?"),
}
QUIET = _("What would make this week's workout easier to start?")
STALLED = _("What in this plan would you change, if you were free to?")
PUSHED = _("What stood between you and the step this week?")
GENERAL: tuple[Promise, ...] = (
    _("What would you like to be better at by next time?"),
    _("What one thing would help you most this week?"),
    _("What do you want to try first, and when?"),
)
OF_A_PAIR: tuple[Promise, ...] = (
    _("Show me the last one: what did you say, word for word?"),
    _("What would you try if it could not go wrong?"),
    _("What shall we practice together now?"),
)


def questions(plan: Plan | None, *, status: str, has_practiced: bool | None, is_pair: bool) -> list[Promise]:
    """Up to three, the most fitting first. `has_practiced` since the last talk; None where no practice is agreed."""
    found: list[Promise] = []
    if plan is not None and plan.skill is not None and plan.skill.key in OF_A_SKILL:
        found.append(OF_A_SKILL[plan.skill.key])
    if status == StatusWord.STALLED:
        found.append(STALLED)
    elif status == StatusWord.NEEDS_A_PUSH and not is_pair:
        found.append(PUSHED)
    if has_practiced is False:
        found.append(QUIET)
    return [*found, *(OF_A_PAIR if is_pair else GENERAL)][:MOST]
