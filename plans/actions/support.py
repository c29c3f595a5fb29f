"""Marks a promise to the rep as kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock
from plans.models import Event, History, Support
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
    support = lock_promise(support)
    if support.delivered_on is not None:
        raise AlreadyDelivered(_("This promise is marked as kept already."))
    support.delivered_on = local_day(at)
    support.delivered_by = by
    support.save(update_fields=["delivered_on", "delivered_by"])
    record(support, Event.SUPPORT_DELIVERED, by, at)
    return support


def lock_promise(support: Support) -> Support:
    """The promise, fresh, with its plan's row locked. Raises NotPromisedNow unless the plan is working."""
    plan = lock(support.plan)
    if not plan.is_working:
        raise NotPromisedNow(_("This plan is not running, so its promises stay as they are."))
    found = Support.objects.select_related("promised_by").get(pk=support.pk, plan=plan)
    found.plan = plan
    return found


def record(support: Support, event: Event, actor: User, at: datetime, **detail: object) -> History:
    """Record an event of a promise in the history, with what was promised and by when."""
    told = {"support": support.pk, "what": support.what, "due": support.due_on.isoformat()}
    return history.record(plan=support.plan, actor=actor, event=event, at=at, detail={**told, **detail})
