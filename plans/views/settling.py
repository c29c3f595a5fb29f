"""What one click settles, on whichever page it stands: a step is verified, a reward handed over, a promise kept."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from plans.actions import commitment as promised
from plans.actions import milestone as milestone_actions
from plans.actions import reward as reward_actions
from plans.models import Commitment, Milestone, Plan, Reward
from plans.permissions import can_deliver_reward, can_deliver_support, can_verify
from plans.queries import found
from plans.queries.closing import Owed
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404, require


def verify(request: UserRequest, step: Milestone, *, undo: str = "") -> None:
    """Verify the step, and say so or why not in a message. Raises PermissionDenied for others than managers.

    `undo` is the address of the button Undo beside the message, "" for none.
    """
    require(can_verify(request.user, step.plan))
    try:
        milestone_actions.verify(milestone=step, by=request.user, at=clock.now())
        _say(request, _("Verified. %(name)s hears of it.") % {"name": step.plan.rep.first_name}, undo)
    except Refused as refusal:
        messages.error(request, str(refusal))


def hand_over(request: UserRequest, reward: Reward, *, undo: str = "") -> None:
    """Mark the reward as given, and say so or why not. Raises PermissionDenied for who may not give it."""
    require(can_deliver_reward(request.user, reward))
    try:
        reward_actions.deliver(reward=reward, by=request.user, at=clock.now())
        _say(request, _("Marked as given. Well done, both of you."), undo)
    except Refused as refusal:
        messages.error(request, str(refusal))


def keep(request: UserRequest, commitment: Commitment, *, undo: str = "") -> None:
    """Mark the promise as kept, and say so or why not. Raises PermissionDenied for who may not keep it."""
    require(can_deliver_support(request.user, commitment))
    try:
        promised.deliver(commitment=commitment, by=request.user, at=clock.now())
        is_own = request.user.pk == commitment.of_plan.rep_id
        said = {"name": commitment.of_plan.rep.first_name}
        _say(
            request,
            _("Marked as kept. Your manager sees it.")
            if is_own
            else _("Marked as kept. %(name)s sees it.") % said,
            undo,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))


def _say(request: UserRequest, text: str, undo: str) -> None:
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")


def _plan_of(thing: Milestone | Reward | Commitment) -> int:
    if isinstance(thing, Reward):
        return thing.milestone.plan_id
    return thing.of_plan.pk if isinstance(thing, Commitment) else thing.plan_id


# For each kind of what is open how its row is found, and what settles it.
SETTLES: dict[str, tuple[Callable[..., Any], Callable[..., None]]] = {
    Owed.VERIFY: (found.step, verify),
    Owed.REWARD: (found.reward, hand_over),
    Owed.PROMISE: (found.promise, keep),
}


def settle(request: UserRequest, plan: Plan, said: str) -> None:
    """Do what the value of a button says, like verify-12. Raises Http404 for what is not on this plan.

    Its message has no Undo, which would leave the page with what was typed there.
    """
    kind, _dash, pk = said.partition("-")
    if kind not in SETTLES or not pk.isdecimal():
        raise Http404
    find, do = SETTLES[kind]
    thing = or_404(find(request.user, int(pk)))
    not_found_unless(_plan_of(thing) == plan.pk)
    do(request, thing)
