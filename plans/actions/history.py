"""Adds events to a plan's history, in the transaction of the change itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from plans.models import Event, History, Plan
from salesgym.people.models import User


def record(
    *, plan: Plan, actor: User | None, event: Event, at: datetime, detail: Mapping[str, object] | None = None
) -> History:
    """Add one event to the plan's history; ValueError for a value that is no Event.

    The plan's row is locked first, so that the sequence numbers have no gaps and no duplicates.
    """
    if not isinstance(event, Event):
        raise ValueError(f"{event} is no event of a plan")  # noqa: TRY004 - what is wrong is the value
    Plan.objects.select_for_update().only("pk").get(pk=plan.pk)
    # The insert works out the next number in a subquery, which saves a query for each event.
    last = History.objects.filter(plan=plan).order_by("-seq").values("seq")[:1]
    return History.objects.create(
        plan=plan,
        seq=Coalesce(Subquery(last), 0) + 1,
        event=event,
        actor=actor,
        at=at,
        detail=dict(detail or {}),
    )
