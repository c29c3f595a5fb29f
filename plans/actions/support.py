"""Marks a promise to the rep as kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock
from plans.models import Event, Support
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.people.models import User


class NotPromisedNow(Refused):
    """The plan is not working, so its promises cannot change."""


class AlreadyDelivered(Refused):
    """The promise is marked as kept already."""


@transaction.atomic
def deliver(*, support: Support, by: User, at: datetime) -> Support:
    """Mark the promise as kept today."""
    plan = lock(support.plan)
    support = Support.objects.get(pk=support.pk)
    if not plan.is_working:
        raise NotPromisedNow(_("This plan is not running, so its promises stay as they are."))
    if support.delivered_on is not None:
        raise AlreadyDelivered(_("This promise is marked as kept already."))
    support.delivered_on = local_day(at)
    support.delivered_by = by
    support.save(update_fields=["delivered_on", "delivered_by"])
    detail = {"support": support.pk, "what": support.what, "due": support.due_on.isoformat()}
    history.record(plan=plan, actor=by, event=Event.SUPPORT_DELIVERED, at=at, detail=detail)
    return support
