"""Whom in HR a rep may turn to with what no form asks."""

from plans.models import Plan
from salesgym.people.models import User

MOST_NAMED = 3


def hr_to_ask(plan: Plan) -> list[User]:
    """HR partners of the rep who have no part in this plan, by name. One query."""
    partners = User.objects.hr_for(plan.rep).exclude(pk__in=[plan.manager_id, plan.mentor_id or 0])
    return list(partners.order_by("name", "pk")[:MOST_NAMED])
