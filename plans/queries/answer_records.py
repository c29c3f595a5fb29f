"""What beside signatures belongs to the text of a formal plan, as its history has to know it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from plans.models import Declined, Event, Receipt, Unanswered

# By the plan and the number of its agreement: who wrote it, when, and what its event has to say as well.
Rows = dict[tuple[object, ...], tuple[int, datetime, Mapping[str, object]]]


def _receipts(of: str) -> Rows:
    columns = (*tuple(f"{of}__{one}" for one in ("plan", "number", "sha256")), "person", "received_at")
    rows = Receipt.objects.exclude(**{of: None}).values_list(*columns)
    return {(plan_id, number): (by, at, {"sha256": digest}) for plan_id, number, digest, by, at in rows}


def _declined() -> Rows:
    columns = ("agreement__plan", "agreement__number", "recorded_by", "recorded_at", "declined_on", "witness")
    return {
        (plan_id, number): (by, at, {"declined_on": day.isoformat(), "witness": witness})
        for plan_id, number, by, at, day, witness in Declined.objects.values_list(*columns)
    }


def _unanswered() -> Rows:
    columns = ("agreement__plan", "agreement__number", "recorded_by", "recorded_at")
    rows = Unanswered.objects.values_list(*columns)
    return {(plan_id, number): (by, at, {}) for plan_id, number, by, at in rows}


BY_EVENT: dict[Event, Callable[[], Rows]] = {
    Event.AGREEMENT_RECEIVED: partial(_receipts, "agreement"),
    Event.AMENDMENT_RECEIVED: partial(_receipts, "amendment"),
    Event.AGREEMENT_DECLINED: _declined,
    Event.AGREEMENT_UNANSWERED: _unanswered,
}
