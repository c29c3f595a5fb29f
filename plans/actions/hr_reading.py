"""HR's reading of a formal plan is part of its history."""

from datetime import datetime

from django.db import transaction

from plans.actions import history
from plans.actions.version import lock
from plans.models import Event, Plan
from plans.queries.calendar import local_day
from salesgym.people.models import Organization, User


@transaction.atomic
def note(*, plan: Plan, by: User, at: datetime) -> bool:
    """Record that this person of HR read the plan, once a day; whether this was the first time today."""
    zone = Organization.objects.current().zone
    last = (
        plan.history.filter(event=Event.RECORD_READ, actor=by).order_by("-seq").values_list("at", flat=True)
    )
    before = last.first()
    if before is not None and before.astimezone(zone).date() == local_day(at):
        return False
    history.record_locked(plan=lock(plan), actor=by, event=Event.RECORD_READ, at=at)
    return True
