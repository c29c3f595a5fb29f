"""Tries mail again, all of it at once, on the word of whoever looks after the mail."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Value, When

from salesgym.handoff import wake
from salesgym.notices.actions.claim import LEASE_RAN_OUT
from salesgym.notices.models import Outbox
from salesgym.notices.queries.delivery import to_try_again


@transaction.atomic
def retry_all(*, at: datetime) -> int:
    """Let all mail go out now that was given up or waits for its next attempt; how many. None of it is too late."""
    count = to_try_again(at=at).update(
        state=Outbox.State.PENDING,
        due_at=at,
        attempts=0,
        waits_since=None,
        ended_at=None,
        # A mail with which a worker stopped is still sent alone, see claim.Lane.
        last_error=Case(When(last_error=LEASE_RAN_OUT, then=Value(LEASE_RAN_OUT)), default=Value("")),
    )
    if count:
        wake("outbox")
    return count
