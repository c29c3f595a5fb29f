"""Is everything that moves alive? Answers within a few seconds, also with a broker that hangs.

Worker and beat are told apart by who sent the task that finished: any finished task of the
outbox is a sign of the worker; one that beat sent (Celery marks those) is a sign of beat as
well. Where the worker was not seen lately the health page itself rings for a heartbeat, so
that with beat alone gone the next look finds the worker alive and beat missing.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Min, Q
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from salesgym.celery import app
from salesgym.handoff import breaker
from salesgym.notices.models import Heartbeat, Outbox

State = Outbox.State
SEEN_WITHIN = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=15)
# The page answers in time or says that the database does not.
DATABASE_MILLISECONDS = 2000


@dataclass(frozen=True)
class Health:
    """What the health page tells. No names, no addresses, no secrets."""

    database: bool
    broker: bool
    worker: bool
    beat: bool
    oldest_waiting_seconds: int
    dead: int
    unknown: int
    breaker_failures: int
    reasons: list[str]

    @property
    def is_well(self) -> bool:
        return not self.reasons

    def as_dict(self) -> dict[str, object]:
        return {"status": "ok" if self.is_well else "unwell", **asdict(self)}


@dataclass(frozen=True)
class _Facts:
    seen: dict[str, datetime]
    oldest: datetime | None
    dead: int
    unknown: int


def look(*, at: datetime) -> Health:
    """Database, broker, worker, beat and the oldest mail that waits."""
    facts = _facts(at)
    broker = broker_answers()
    seen = facts.seen if facts else {}
    alive = {part: part in seen and at - seen[part] <= SEEN_WITHIN for part in ("worker", "beat")}
    waiting = max(at - facts.oldest, timedelta()) if facts and facts.oldest else timedelta()
    parts = {"database": facts is not None, "broker": broker, **alive}
    reasons = [f"{part} does not answer" for part, is_alive in parts.items() if not is_alive]
    if waiting > LONGEST_WAIT:
        reasons.append(f"mail has waited for {int(waiting.total_seconds() // 60)} minutes")
    return Health(
        **parts,
        oldest_waiting_seconds=int(waiting.total_seconds()),
        dead=facts.dead if facts else 0,
        unknown=facts.unknown if facts else 0,
        breaker_failures=breaker.failures,
        reasons=reasons,
    )


def broker_answers() -> bool:
    """One question to the broker, within the time limits of settings.py."""
    try:
        with app.connection_for_write() as line:
            line.transport_options = {**line.transport_options, "max_retries": 0}
            return bool(line.default_channel.client.ping())
    except (OperationalError, RedisError, OSError):
        return False


def _facts(at: datetime) -> _Facts | None:
    """What the database knows, or None where it does not answer in time."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [DATABASE_MILLISECONDS])
            seen = dict(Heartbeat.objects.values_list("name", "at"))
            due = Q(state__in=[State.PENDING, State.CLAIMED, State.HANDOFF], due_at__lte=at)
            mails = Outbox.objects.filter(due | Q(state__in=[State.DEAD, State.UNKNOWN])).aggregate(
                oldest=Min("due_at", filter=due),
                dead=Count("id", filter=Q(state=State.DEAD)),
                unknown=Count("id", filter=Q(state=State.UNKNOWN)),
            )
    except DatabaseError:
        connection.close()
        return None
    return _Facts(seen=seen, **mails)
