"""Which plans were begun after an early signal: what a manager reads beside it."""

from collections import defaultdict
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.numbers.queries.after_signals import PlanOpened
from salesgym.people.models import User


def plans_of(user: User, rep_ids: Collection[int]) -> dict[int, list[PlanOpened]]:
    """The plans of these reps, among those this person manages today, by rep, the oldest first. One query."""
    plans = Plan.objects.managed_by(user).filter(rep__in=rep_ids).select_related("skill")
    found: defaultdict[int, list[PlanOpened]] = defaultdict(list)
    for plan in plans.order_by("created_at", "pk"):
        found[plan.rep_id].append(
            PlanOpened(
                opened_at=plan.created_at,
                is_open=plan.is_open,
                text=str(plan.skill or _("New plan")),
                url=reverse("coaching:plan_page", args=[plan.pk]),
            )
        )
    return dict(found)
