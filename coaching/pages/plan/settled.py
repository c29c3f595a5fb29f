"""What was verified, given or kept on a plan, with the way to take it back for those who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.queries.opened_plan import OpenedPlan
from plans import permissions
from plans.models import Commitment, Event, Milestone, Reward
from plans.queries.put_right import needs_no_reason
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.pages.sentence import sentence


@dataclass(frozen=True, slots=True)
class PutRight:
    """The way to take something back: one click while `is_undo`, later a page that asks for a reason."""

    url: str
    is_undo: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A verified step, or the reward that was given for it: what and when."""

    icon: str
    what: str
    when: str
    put_right: PutRight


def settled(
    opened: OpenedPlan, steps: Sequence[Milestone], *, reader: User, say: Sayers, at: datetime
) -> list[Settled]:
    """The steps and rewards that this reader may put right. A step whose reward was given stands on that reward."""
    found = (_of_step(opened, step, reader, say, at) for step in steps if step.verified_on)
    return [one for one in found if one is not None]


def of_promise(opened: OpenedPlan, commitment: Commitment, *, reader: User, at: datetime) -> PutRight | None:
    """How this reader takes a kept promise back; None where they may not, or where it is open."""
    if commitment.delivered_on is None or not permissions.can_put_right_support(reader, commitment):
        return None
    return _put_right(
        "put_right_support", opened, Event.SUPPORT_DELIVERED, commitment.pk, at, about=commitment.pk
    )


def _of_step(opened: OpenedPlan, step: Milestone, reader: User, say: Sayers, at: datetime) -> Settled | None:
    reward: Reward | None = getattr(step, "reward", None)
    if reward is not None and reward.delivered_on:
        if not permissions.can_put_right_reward(reader, reward):
            return None
        way = _put_right("put_right_reward", opened, Event.REWARD_DELIVERED, reward.pk, at, about=step.pk)
        given = _("given %(day)s") % {"day": words.day(reward.delivered_on)}
        return Settled("gift", reward.what, given, way)
    if step.verified_on is None or not permissions.can_put_right_milestone(reader, opened.plan):
        return None
    said = {"number": step.position, "step": words.step_name(opened.plan, step, say)}
    by = {"name": step.verified_by.first_name if step.verified_by else "", "day": words.day(step.verified_on)}
    return Settled(
        "badge-check",
        _("Step %(number)s: %(step)s") % said,
        sentence(_("verified by %(name)s, %(day)s"), by, name=step.verified_by_id),
        _put_right("put_right_milestone", opened, Event.MILESTONE_VERIFIED, step.pk, at, about=step.pk),
    )


def _put_right(
    route: str, opened: OpenedPlan, event: Event, pk: int, at: datetime, *, about: int
) -> PutRight:
    """The way to the thing with this pk; `about` is the id that its event in the history names."""
    is_undo = needs_no_reason(opened.done_at.get((event, about)), at=at)
    return PutRight(reverse(f"plans:{route}", args=[pk]), is_undo)
