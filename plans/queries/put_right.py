"""When a step was verified, a reward given or a promise kept, and for how long that is undone without a reason."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from plans.models import Event, History, Plan

UNDO_FOR = timedelta(minutes=15)

# What can be put right, and by which detail its event names the thing: a reward by its step.
NAMED_BY: Mapping[str, str] = {
    Event.MILESTONE_VERIFIED: "milestone",
    Event.REWARD_DELIVERED: "milestone",
    Event.SUPPORT_DELIVERED: "support",
}


def done_at(plan: Plan, event: Event, thing: int) -> datetime | None:
    """When this last happened to the thing, which is named as in `NAMED_BY`; None where the history tells of no time."""
    rows = History.objects.filter(plan=plan, event=event, **{f"detail__{NAMED_BY[event]}": thing})
    return rows.order_by("-seq").values_list("at", flat=True).first()


def needs_no_reason(done: datetime | None, *, at: datetime) -> bool:
    """Whether what was done then is so young at this time that it is taken back without a reason."""
    return done is not None and at - done <= UNDO_FOR
