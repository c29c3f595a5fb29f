"""Who holds which mail: every change of an outbox row's state, fenced by the holder's token.

A claim is a lease by the database's clock. Each later write asks for row, state and token at
once, so a process that was frozen past its lease changes nothing when it wakes up.
"""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

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

# What last_error says where it is not the mail server's own words; queries/delivery.py puts them into a sentence.
LEASE_RAN_OUT = "lease_ran_out"
TOO_LATE = "too_late"


class Lane(StrEnum):
    """Which mails go together. Somebody waits for account mail; digests travel in bulk; a mail
    whose holder died goes alone, so that one that kills its worker takes no neighbor along."""

    ACCOUNT = "account"
    REMINDER = "reminder"
    DIGEST = "digest"
    ALONE = "alone"


BATCH = {Lane.ACCOUNT: 10, Lane.REMINDER: 10, Lane.DIGEST: 400, Lane.ALONE: 1}
# How many rows are marked as handed over in one statement.
CHUNK = {Lane.ACCOUNT: 1, Lane.REMINDER: 1, Lane.DIGEST: 100, Lane.ALONE: 1}

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
HAND_OVER = """
UPDATE notices_outbox AS mail
SET state = 'handoff', handoffs = handoffs + 1, subject = words.subject,
    lease_until = statement_timestamp() + make_interval(secs => %s)
FROM unnest(%s::bigint[], %s::text[]) AS words(id, subject)
WHERE mail.id = words.id AND mail.state = 'claimed' AND mail.claim_token = %s
RETURNING mail.id
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
    """Longer than the four answers of a mail server that takes its whole time for each."""
    return 5.0 * settings.EMAIL_TIMEOUT


def take(*, lane: Lane, at: datetime) -> Batch:
    """Hold the next mails of this lane that are due, oldest first; nobody else gets them."""
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


def take_back() -> int:
    """Free what died in somebody's hands. Mail that may have arrived and goes at most once stays unknown."""
    return Outbox.objects.filter(state__in=[State.CLAIMED, State.HANDOFF], lease_until__lt=Now()).update(
        state=Case(
            When(state=State.HANDOFF, policy=Policy.AT_MOST_ONCE, then=Value(State.UNKNOWN)),
            When(attempts__gte=MAX_ATTEMPTS, then=Value(State.DEAD)),
            default=Value(State.PENDING),
        ),
        last_error=LEASE_RAN_OUT,
        claim_token=None,
        lease_until=None,
    )


def expire(*, at: datetime) -> int:
    """Write off what is no longer worth sending, visibly."""
    return Outbox.objects.filter(state=State.PENDING, not_after__lt=at).update(
        state=State.EXPIRED, last_error=TOO_LATE
    )


def tear_up_letters(*, at: datetime) -> int:
    """Throw away the words of account mails that are settled: their links open accounts."""
    settled = Q(mail__state__in=[State.SENT, State.CANCELLED, State.EXPIRED, State.UNKNOWN])
    torn, _by_model = Letter.objects.filter(settled | Q(mail__not_after__lt=at)).delete()
    return torn


def hand_over(batch: Batch, subjects: dict[int, str]) -> set[int]:
    """Mark these mails as at the server, committed before it hears of them; the ids still ours."""
    with connection.cursor() as cursor:
        cursor.execute(HAND_OVER, [lease_seconds(), list(subjects), list(subjects.values()), batch.token])
        return {pk for (pk,) in cursor.fetchall()}


def renew(batch: Batch) -> set[int]:
    """Hold on for another lease; the ids that are still ours."""
    with connection.cursor() as cursor:
        cursor.execute(RENEW, [lease_seconds(), batch.token])
        return {pk for (pk,) in cursor.fetchall()}


def mark_sent(batch: Batch, ids: Sequence[int], *, at: datetime) -> int:
    """The server took these mails."""
    return (
        _held(batch, ids)
        .filter(state=State.HANDOFF)
        .update(state=State.SENT, sent_at=at, last_error="", **FREE)
    )


def mark_refused(batch: Batch, mail_id: int, *, error: str) -> int:
    """The server will never take this one."""
    return _held(batch, [mail_id]).update(
        state=State.DEAD, handoffs=_one_less("handoffs"), last_error=error[:ERROR_LENGTH], **FREE
    )


def mark_unsure(batch: Batch, mail: Outbox, *, error: str, at: datetime) -> int:
    """Nobody knows whether this one arrived: try again, or leave it, as its policy says."""
    if mail.policy == Policy.AT_MOST_ONCE:
        return _held(batch, [mail.pk]).update(state=State.UNKNOWN, last_error=error[:ERROR_LENGTH], **FREE)
    return _later(_held(batch, [mail.pk]), mail, error=error, at=at)


def try_later(batch: Batch, mail: Outbox, *, error: str, at: datetime) -> int:
    """Not delivered for certain: wait longer each time, and give up after twelve attempts."""
    held = _held(batch, [mail.pk])
    held.filter(state=State.HANDOFF).update(handoffs=_one_less("handoffs"))
    return _later(held, mail, error=error, at=at)


def cancel(batch: Batch, mail_id: int, *, reason: str) -> int:
    """Nobody wants this mail any more."""
    return _held(batch, [mail_id]).update(state=State.CANCELLED, last_error=reason, **FREE)


def postpone(batch: Batch, mail_id: int, *, until: datetime) -> int:
    """Not now: quiet hours, a free day, leave. No attempt was made."""
    return _held(batch, [mail_id]).update(
        state=State.PENDING, due_at=until, attempts=_one_less("attempts"), **FREE
    )


def let_go(batch: Batch, ids: Sequence[int]) -> int:
    """Put back mails that were held and not tried."""
    held = _held(batch, ids)
    held.filter(state=State.HANDOFF).update(state=State.CLAIMED, handoffs=_one_less("handoffs"))
    return held.update(state=State.PENDING, attempts=_one_less("attempts"), **FREE)


def delay(attempts: int) -> timedelta:
    """30 s, 1 min, 2 min ... 1 h, each half as long or half as long again by chance."""
    full = min(FIRST_DELAY * 2 ** (max(attempts, 1) - 1), LONGEST_DELAY)
    return full * random.uniform(0.5, 1.5)  # noqa: S311 # spreads retries, guards nothing


FREE: dict[str, None] = {"claim_token": None, "lease_until": None}


def _held(batch: Batch, ids: Sequence[int]) -> QuerySet[Outbox]:
    return Outbox.objects.filter(
        pk__in=ids, state__in=[State.CLAIMED, State.HANDOFF], claim_token=batch.token
    )


def _later(held: QuerySet[Outbox], mail: Outbox, *, error: str, at: datetime) -> int:
    state = State.DEAD if mail.attempts >= MAX_ATTEMPTS else State.PENDING
    return held.update(state=state, due_at=at + delay(mail.attempts), last_error=error[:ERROR_LENGTH], **FREE)


def _one_less(field: str) -> Case:
    return Case(When(**{f"{field}__gt": 0}, then=F(field) - 1), default=Value(0))
