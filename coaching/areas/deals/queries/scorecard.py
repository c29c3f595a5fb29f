"""The scores of joint calls, and what a new scorecard asks for."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from plans.models import Behavior, BehaviorScore, Plan
from salesgym.people.models import User


def scores_of(call_ids: Collection[int]) -> list[BehaviorScore]:
    """The scores of these calls with behavior and scorer, in the order of the rubric. One query, none without calls."""
    return list(
        BehaviorScore.objects.filter(scoring__call_score__call__in=call_ids)
        .select_related("behavior", "scoring__scored_by", "scoring__call_score")
        .order_by("behavior__position", "behavior", "scoring")
    )


def is_scored(rep: str) -> Exists:
    """For annotations: whether the rep in this field works on a skill that has a rubric."""
    asked = Behavior.objects.asked().filter(skill=OuterRef("skill"))
    return Exists(Plan.objects.working().filter(Exists(asked), rep=OuterRef(rep)))


def plan_to_score(user: User, rep: User) -> Plan | None:
    """The plan whose skill a call of this rep is scored by, for the person who asks. One query."""
    plans = Plan.objects.visible_to(user).working().filter(rep=rep)
    return plans.select_related("skill", "rep").first()
