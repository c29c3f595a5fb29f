"""Marks a promise of either side of a plan as kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock
from plans.models import Commitment, Event, History
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.people.models import User


class NotPromisedNow(Refused):
    """The plan is not working, so its promises cannot change."""


class AlreadyDelivered(Refused):
    """The promise is marked as kept already."""


@transaction.atomic
def deliver(*, commitment: Commitment, by: User, at: datetime) -> Commitment:
    """Mark the promise as kept today."""
    commitment = lock_promise(commitment)
    if commitment.delivered_on is not None:
        raise AlreadyDelivered(_("This promise is marked as kept already."))
    commitment.delivered_on = local_day(at)
    commitment.delivered_by = by
    commitment.save(update_fields=["delivered_on", "delivered_by"])
    record(commitment, Event.SUPPORT_DELIVERED, by, at)
    return commitment


def lock_promise(commitment: Commitment) -> Commitment:
    """The promise, fresh, with its plan's row locked. Raises NotPromisedNow unless the plan is working."""
    plan = lock(commitment.of_plan)
    if not plan.is_working:
        raise NotPromisedNow(_("This plan is not running, so its promises stay as they are."))
    found = Commitment.objects.select_related("promised_by").get(pk=commitment.pk, plan=plan)
    found.plan = plan
    return found


def record(commitment: Commitment, event: Event, actor: User, at: datetime, **detail: object) -> History:
    """Record an event of a promise in the history, with what was promised and by when, and whether by the rep."""
    told: dict[str, object] = {
        "support": commitment.pk,
        "what": commitment.what,
        "due": commitment.due_on.isoformat(),
    }
    if commitment.is_of_rep:
        told["of_rep"] = True
    return history.record(plan=commitment.of_plan, actor=actor, event=event, at=at, detail={**told, **detail})
