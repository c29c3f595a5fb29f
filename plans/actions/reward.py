"""Marks a reward as given."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import milestone as milestone_action
from plans.actions.version import lock
from plans.models import Event, Reward
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.people.models import User


class NotEarnedYet(Refused):
    """The step of this reward is not verified yet."""


class AlreadyDelivered(Refused):
    """The reward was given already."""


@transaction.atomic
def deliver(*, reward: Reward, by: User, at: datetime) -> Reward:
    """Mark the reward as given today. Possible after the plan has closed, too."""
    reward = lock_reward(reward)
    if not reward.is_earned:
        raise NotEarnedYet(_("This reward is earned once its step is verified."))
    if reward.is_delivered:
        raise AlreadyDelivered(_("This reward has been handed over already."))
    reward.delivered_on = local_day(at)
    reward.delivered_by = by
    reward.save(update_fields=["delivered_on", "delivered_by"])
    milestone_action.record(reward.milestone, Event.REWARD_DELIVERED, by, at, what=reward.what)
    return reward


def lock_reward(reward: Reward) -> Reward:
    """The reward, fresh, with its plan's row locked, whether the plan runs or is closed."""
    plan = lock(reward.milestone.plan)
    found = Reward.objects.select_related("milestone", "given_by").get(pk=reward.pk)
    found.milestone.plan = plan
    return found
