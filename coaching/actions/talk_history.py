"""Tells the history of a plan what became of a check-in with the manager."""

from datetime import datetime

from coaching.models import CheckIn, CheckInKind
from plans.actions import history
from plans.models import Event
from salesgym.people.models import User


def record(talk: CheckIn, event: Event, *, by: User | None, at: datetime) -> None:
    """Add this event to the history of the talk's plan while that works; of a pair's talk it has nothing."""
    if talk.kind == CheckInKind.LINE and talk.plan is not None and talk.plan.is_working:
        history.record(plan=talk.plan, actor=by, event=event, at=at, detail={"check_in": talk.pk})
