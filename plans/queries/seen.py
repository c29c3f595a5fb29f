"""One plan, or one thing on it, for the person who asks: a row, or none where he may not see it."""

from django.db.models import QuerySet

from plans.models import Milestone, Plan, Reward, Support
from salesgym.compiled import compiled
from salesgym.people.models import User


@compiled
def plans(user_id: int, is_active: bool, pk: int) -> QuerySet[Plan]:
    """The plan, with the people and things that every page names."""
    found = Plan.objects.visible_to(User(pk=user_id, is_active=is_active)).filter(pk=pk)
    return found.select_related("rep", "manager", "mentor", "skill", "metric")


@compiled
def steps(user_id: int, is_active: bool, pk: int) -> QuerySet[Milestone]:
    """The step, with its plan, number and reward."""
    seen = Plan.objects.visible_to(User(pk=user_id, is_active=is_active))
    people = ("plan__rep", "plan__manager", "plan__skill", "metric", "reward")
    return Milestone.objects.filter(pk=pk, plan__in=seen).select_related(*people)


@compiled
def rewards(user_id: int, is_active: bool, pk: int) -> QuerySet[Reward]:
    """The reward, with its step, plan and rep."""
    seen = Plan.objects.visible_to(User(pk=user_id, is_active=is_active))
    return Reward.objects.filter(pk=pk, milestone__plan__in=seen).select_related("milestone__plan__rep")


@compiled
def promises(user_id: int, is_active: bool, pk: int) -> QuerySet[Support]:
    """The promised support, with its plan and rep."""
    seen = Plan.objects.visible_to(User(pk=user_id, is_active=is_active))
    return Support.objects.filter(pk=pk, plan__in=seen).select_related("plan__rep")
