"""Which plans were begun after an early signal: what a manager reads beside it."""

from collections import defaultdict
from collections.abc import Collection

from plans.models import Plan
from salesgym.people.models import User


def plans_of(user: User, rep_ids: Collection[int]) -> dict[int, list[Plan]]:
    """The plans of these reps, among those this person manages today, by rep, the oldest first. One query."""
    plans = Plan.objects.managed_by(user).filter(rep__in=rep_ids).select_related("skill")
    by_rep: defaultdict[int, list[Plan]] = defaultdict(list)
    for plan in plans.order_by("created_at", "pk"):
        by_rep[plan.rep_id].append(plan)
    return dict(by_rep)
