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
    Plan.objects.select_for_update().only("pk").get(pk=plan.pk)
    return record_locked(plan=plan, actor=actor, event=event, at=at, detail=detail)


def record_locked(
    *, plan: Plan, actor: User | None, event: Event, at: datetime, detail: Mapping[str, object] | None = None
) -> History:
    """The same where the caller has locked the plan's row already. One statement."""
    _refuse_unknown(event)
    row = _row(plan.pk, event, at, detail or {}, actor=actor)
    row.save(force_insert=True)
    return row


def record_each(*, event: Event, at: datetime, details: Mapping[int, Mapping[str, object]]) -> None:
    """Add this event, which nobody caused, to the history of each of these plans, with its detail. One statement.

    The caller has locked the plans' rows, as `record` does for its one; ValueError for a value that is no Event.
    """
    _refuse_unknown(event)
    History.objects.bulk_create(_row(pk, event, at, detail) for pk, detail in details.items())


def _refuse_unknown(event: Event) -> None:
    if not isinstance(event, Event):
        raise ValueError(f"{event} is no event of a plan")  # noqa: TRY004 - what is wrong is the value


def _row(
    plan_id: int, event: Event, at: datetime, detail: Mapping[str, object], *, actor: User | None = None
) -> History:
    """An event to insert. The insert works out its number in a subquery, which saves a query for each event."""
    last = History.objects.filter(plan=plan_id).order_by("-seq").values("seq")[:1]
    return History(
        plan_id=plan_id,
        seq=Coalesce(Subquery(last), 0) + 1,
        event=event,
        actor=actor,
        at=at,
        detail=dict(detail),
    )
