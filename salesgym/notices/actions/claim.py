"""Claims of outbox rows, and every change of their state.

A claim is a token and a lease that ends by the database's clock. Each later write filters by row, state
and token, so a process that was suspended for longer than its lease changes nothing afterwards.
"""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from salesgym import kinds
from salesgym.kinds import Policy
from salesgym.notices.models import Letter, Outbox

State = Outbox.State

MAX_ATTEMPTS = 12
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
ERROR_LENGTH = Outbox._meta.get_field("last_error").max_length or 300

# Codes in last_error for reasons that are ours, not the mail server's; pages/delivery.py words them.
LEASE_RAN_OUT = "lease_ran_out"
TOO_LATE = "too_late"
TOLD_ALONG = "told_along"

# Reminders of one round of planners are due so much later: what is planned meanwhile is in the same mail.
WAIT = timedelta(minutes=10)


class Lane(StrEnum):
    """Which mails are claimed together.

    Account mail has its own lane because somebody waits for it, and digests theirs because they are many.
    A mail whose lease ran out is sent alone: if it crashes the worker, it holds up no other mail.
    """

    ACCOUNT = "account"
    REMINDER = "reminder"
    DIGEST = "digest"
    ALONE = "alone"


BATCH = {Lane.ACCOUNT: 10, Lane.REMINDER: 10, Lane.DIGEST: 400, Lane.ALONE: 1}

CLAIM = """
WITH picked AS MATERIALIZED (
  SELECT id FROM notices_outbox
  WHERE state = 'pending' AND due_at <= %(at)s
    AND CASE WHEN last_error = 'lease_ran_out' THEN 'alone'
             WHEN address <> '' THEN 'account'
             WHEN kind = ANY(%(digests)s) THEN 'digest'
             ELSE 'reminder' END = %(lane)s
  ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE notices_outbox AS mail
SET state = 'claimed', claim_token = %(token)s, attempts = attempts + 1,
    lease_until = statement_timestamp() + make_interval(secs => %(lease)s)
FROM picked WHERE mail.id = picked.id RETURNING mail.*
"""
# With the same lock, token and lease: mails to these people that one of them can tell.
GATHER = """
WITH along AS MATERIALIZED (
  SELECT id FROM notices_outbox
  WHERE state = 'pending' AND address = '' AND last_error <> 'lease_ran_out'
    AND recipient_id = ANY(%(people)s)
    AND (kind = ANY(%(along)s) AND due_at <= %(soon)s OR kind = ANY(%(digests)s) AND due_at <= %(at)s)
  ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE notices_outbox AS mail
SET state = 'claimed', claim_token = %(token)s, attempts = attempts + 1,
    lease_until = statement_timestamp() + make_interval(secs => %(lease)s)
FROM along WHERE mail.id = along.id RETURNING mail.*
"""
# One mail at a time is handed over, so a process that is killed leaves one mail of which nobody knows whether it
# arrived: with a hundred at a time two kills lost 300 digests. The statement also marks the mail before it as sent,
# so that a mail costs one commit: little beside writing a digest (11 ms) and the answers of a mail server.
# It may be repeated after a connection that broke in its commit: what is handed over already counts once.
HAND_ON = """
UPDATE notices_outbox SET
  state = CASE id WHEN %(next)s THEN 'handoff' ELSE 'sent' END,
  handoffs = handoffs + CASE state WHEN 'claimed' THEN 1 ELSE 0 END,
  subject = CASE id WHEN %(next)s THEN %(subject)s ELSE subject END,
  lease_until = CASE id WHEN %(next)s THEN statement_timestamp() + make_interval(secs => %(lease)s) END,
  claim_token = CASE id WHEN %(next)s THEN claim_token END,
  sent_at = CASE id WHEN %(next)s THEN NULL ELSE %(at)s END,
  last_error = CASE id WHEN %(next)s THEN last_error ELSE '' END
WHERE claim_token = %(token)s
  AND (id = %(next)s AND state IN ('claimed', 'handoff') OR id = %(last)s AND state = 'handoff')
RETURNING id
"""
RENEW = """
UPDATE notices_outbox SET lease_until = statement_timestamp() + make_interval(secs => %s)
WHERE claim_token = %s AND state IN ('claimed', 'handoff') RETURNING id
"""


@dataclass(frozen=True)
class Batch:
    """Mails held by one claim."""

    lane: Lane
    token: uuid.UUID
    mails: list[Outbox]


def lease_seconds() -> float:
    """Five times the mail server's timeout: one mail waits for at most four answers of the server."""
    return 5.0 * settings.EMAIL_TIMEOUT


def take(*, lane: Lane, at: datetime) -> Batch:
    """Claim the next mails of this lane that are due, oldest first; no other process gets them meanwhile."""
    token = uuid.uuid4()
    digests = [kind.name for kind in kinds.all_kinds() if kind.is_digest]
    mails = Outbox.objects.raw(
        CLAIM,
        {
            "at": at,
            "lane": str(lane),
            "digests": digests,
            "limit": BATCH[lane],
            "token": token,
            "lease": lease_seconds(),
        },
    )
    return Batch(lane, token, sorted(mails, key=lambda mail: (mail.due_at, mail.pk)))


def tell_along(batch: Batch, mail_ids: Sequence[int], *, told_in: int) -> int:
    """Settle these mails, as this other one of the batch tells of them. One statement, before that one is sent."""
    return _held(batch, mail_ids).update(
        state=State.CANCELLED, last_error=TOLD_ALONG, told_in=told_in, **FREE
    )


def take_back() -> int:
    """Release mails whose lease ran out; returns how many.

    One that was handed over and may be sent at most once becomes "unknown", as it may have arrived.
    """
    ends_unknown = Q(state=State.HANDOFF, policy=Policy.AT_MOST_ONCE)
    ends = ends_unknown | Q(attempts__gte=MAX_ATTEMPTS)
    return Outbox.objects.filter(state__in=[State.CLAIMED, State.HANDOFF], lease_until__lt=Now()).update(
        state=Case(
            When(ends_unknown, then=Value(State.UNKNOWN)),
            When(attempts__gte=MAX_ATTEMPTS, then=Value(State.DEAD)),
            default=Value(State.PENDING),
        ),
        ended_at=Case(When(ends, then=Now()), default=None),
        last_error=LEASE_RAN_OUT,
        claim_token=None,
        lease_until=None,
    )


def expire(*, at: datetime) -> int:
    """Mark pending mails that are past their last moment as expired; returns how many."""
    return Outbox.objects.filter(state=State.PENDING, not_after__lte=at).update(
        state=State.EXPIRED, last_error=TOO_LATE, ended_at=at
    )


def tear_up_letters(*, at: datetime) -> int:
    """Delete the texts of account mails that are settled, as their links open accounts; how many rows went."""
    settled = Q(mail__state__in=[State.SENT, State.CANCELLED, State.EXPIRED, State.UNKNOWN])
    torn, _by_model = Letter.objects.filter(settled | Q(mail__not_after__lt=at)).delete()
    return torn


def hand_on(batch: Batch, mail_id: int, *, subject: str, last: int | None, at: datetime) -> bool:
    """Mark this mail as handed over and the last one as sent, committed before the server gets it.

    False where this mail is no longer ours. A last mail that is not ours any more stays as it is.
    """
    values: dict[str, Any] = {"next": mail_id, "subject": subject, "last": last, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(HAND_ON, {**values, "token": batch.token, "lease": lease_seconds()})
        return mail_id in {pk for (pk,) in cursor.fetchall()}


def renew(batch: Batch) -> set[int]:
    """Extend the lease; returns the ids that we still hold."""
    with connection.cursor() as cursor:
        cursor.execute(RENEW, [lease_seconds(), batch.token])
        return {pk for (pk,) in cursor.fetchall()}


def mark_sent(batch: Batch, ids: Sequence[int], *, at: datetime) -> int:
    """Mark mails that the server accepted; returns how many."""
    return (
        _held(batch, ids)
        .filter(state=State.HANDOFF)
        .update(state=State.SENT, sent_at=at, last_error="", **FREE)
    )


def mark_refused(batch: Batch, mail_id: int, *, error: str, at: datetime) -> int:
    """Mark a mail that the server refused for good."""
    return _held(batch, [mail_id]).update(
        state=State.DEAD,
        handoffs=_one_less("handoffs"),
        last_error=error[:ERROR_LENGTH],
        ended_at=at,
        **FREE,
    )


def mark_unsure(batch: Batch, mail: Outbox, *, error: str, at: datetime) -> int:
    """Nobody knows whether this mail arrived: try again or give up, as its policy says."""
    if mail.policy == Policy.AT_MOST_ONCE:
        return _held(batch, [mail.pk]).update(
            state=State.UNKNOWN, last_error=error[:ERROR_LENGTH], ended_at=at, **FREE
        )
    return _later(_held(batch, [mail.pk]), mail, error=error, at=at)


def try_later(batch: Batch, mail: Outbox, *, error: str, at: datetime) -> int:
    """Put off a mail that certainly was not delivered; give up after MAX_ATTEMPTS."""
    held = _held(batch, [mail.pk])
    held.filter(state=State.HANDOFF).update(handoffs=_one_less("handoffs"))
    return _later(held, mail, error=error, at=at)


def cancel(batch: Batch, mail_id: int, *, reason: str) -> int:
    """Mark a mail that is no longer wanted. What it was to tell besides goes by itself again."""
    Outbox.objects.filter(told_in=mail_id).update(state=State.PENDING, last_error="", told_in=None)
    return _held(batch, [mail_id]).update(state=State.CANCELLED, last_error=reason, **FREE)


def postpone(batch: Batch, mail: Outbox, *, until: datetime) -> int:
    """Put off a mail to a time when its reader may be written to. Does not count as an attempt.

    Where that is after its last moment it gets a new one: its reader was away, and nothing went wrong.
    """
    kind = kinds.find(mail.kind)
    last = until + (kind.lifetime if kind else kinds.LIFE_OF_OTHERS)
    return _held(batch, [mail.pk]).update(
        state=State.PENDING,
        due_at=until,
        waits_since=None,
        not_after=Case(When(not_after__lte=until, then=Value(last)), default=F("not_after")),
        attempts=_one_less("attempts"),
        **FREE,
    )


def let_go(batch: Batch, ids: Sequence[int]) -> int:
    """Release mails that were claimed but not tried. Does not count as an attempt."""
    held = _held(batch, ids).filter(state=State.CLAIMED)
    return held.update(state=State.PENDING, attempts=_one_less("attempts"), **FREE)


def give_back(batch: Batch, mail_id: int) -> int:
    """Release a mail that was marked as handed over and that nobody was given. Does not count as an attempt."""
    return (
        _held(batch, [mail_id])
        .filter(state=State.HANDOFF)
        .update(state=State.PENDING, handoffs=_one_less("handoffs"), attempts=_one_less("attempts"), **FREE)
    )


def delay(attempts: int) -> timedelta:
    """30 s, 1 min, 2 min ... 1 h, each times a random factor from 0.5 to 1.5."""
    full = min(FIRST_DELAY * 2 ** (max(attempts, 1) - 1), LONGEST_DELAY)
    return full * random.uniform(0.5, 1.5)  # noqa: S311 # spreads retries, guards nothing


FREE: dict[str, None] = {"claim_token": None, "lease_until": None}


def _held(batch: Batch, ids: Sequence[int]) -> QuerySet[Outbox]:
    return Outbox.objects.filter(
        pk__in=ids, state__in=[State.CLAIMED, State.HANDOFF], claim_token=batch.token
    )


def _later(held: QuerySet[Outbox], mail: Outbox, *, error: str, at: datetime) -> int:
    told: dict[str, object] = {"last_error": error[:ERROR_LENGTH], **FREE}
    if mail.attempts >= MAX_ATTEMPTS:
        return held.update(state=State.DEAD, ended_at=at, **told)
    since = mail.waits_since or mail.due_at
    return held.update(state=State.PENDING, due_at=at + delay(mail.attempts), waits_since=since, **told)


def _one_less(field: str) -> Case:
    return Case(When(**{f"{field}__gt": 0}, then=F(field) - 1), default=Value(0))
