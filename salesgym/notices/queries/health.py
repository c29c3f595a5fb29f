"""Whether database, broker, both workers, beat and mail work. Answers within seconds, also if the broker hangs.

Every finished task of theirs proves that a worker works; one that beat sent (Celery marks those) proves that
beat works, too. If a worker was not seen lately, the health page itself starts a task for each: so if beat
alone is down, the next request finds the workers working and beat missing.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from salesgym.celery import app
from salesgym.handoff import breaker
from salesgym.notices.models import Heartbeat, Outbox
from salesgym.notices.queries import installation
from salesgym.notices.queries.trouble import Trouble, trouble

State = Outbox.State
SEEN_WITHIN = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=15)
# The statement timeout: a slower database counts as not answering.
DATABASE_MILLISECONDS = 2000
NO_TROUBLE = Trouble(silent_since=None, error="", dead=0, unknown=0, expired=0)
NOBODY_TRUSTS = (
    "X-Forwarded-For arrives and nobody trusts it, so all people behind the proxy share one address for the limits of "
    "sign-in: set SALESGYM_TRUSTED_PROXIES to the number of your proxies"
)
TOO_MANY_TRUSTED = (
    "X-Forwarded-For names fewer addresses than SALESGYM_TRUSTED_PROXIES says, so it is not used: set it to the number "
    "of your proxies"
)
ONE_ROLE = (
    "One role owns the tables and works in them, so that it could change what is kept: name a role for the app in "
    "DATABASE_URL and the owner in DATABASE_OWNER_URL, then run manage.py migrate"
)


@dataclass(frozen=True)
class Health:
    """The answer of the health page, which is public: no names, no addresses, no secrets, no words of the mail server.

    `dead`, `unknown` and `expired` count the mails of the last day that were given up, that perhaps arrived, and that
    waited too long.
    """

    database: bool
    broker: bool
    worker: bool
    mail_worker: bool
    beat: bool
    mail_server_silent_since: datetime | None
    oldest_waiting_seconds: int
    dead: int
    unknown: int
    expired: int
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
    is_held: bool
    mail: Trouble


def look(*, at: datetime) -> Health:
    """The state of database, broker, workers, beat, mail server, and mail that waits or was lost."""
    facts = _facts(at)
    broker = broker_answers()
    seen = facts.seen if facts else {}
    alive = {
        name: part in seen and at - seen[part] <= SEEN_WITHIN
        for name, part in (("worker", "worker"), ("mail_worker", "mail"), ("beat", "beat"))
    }
    waiting = max(at - facts.oldest, timedelta()) if facts and facts.oldest else timedelta()
    parts = {"database": facts is not None, "broker": broker, **alive}
    reasons = [
        f"{part.replace('_', ' ')} does not answer" for part, is_alive in parts.items() if not is_alive
    ]
    if facts and facts.is_held:
        reasons.append("mail is held, as this is a copy: a site admin can release it on the delivery page")
    elif waiting > LONGEST_WAIT:
        reasons.append(f"mail has waited for {int(waiting.total_seconds() // 60)} minutes")
    mail = facts.mail if facts else NO_TROUBLE
    reasons += _reasons(mail)
    return Health(
        **parts,
        oldest_waiting_seconds=int(waiting.total_seconds()),
        mail_server_silent_since=mail.silent_since,
        dead=mail.dead,
        unknown=mail.unknown,
        expired=mail.expired,
        breaker_failures=breaker.failures,
        reasons=reasons,
    )


def _reasons(mail: Trouble) -> list[str]:
    since = mail.silent_since
    lost = {"given up": mail.dead, "perhaps not delivered": mail.unknown, "too late to be sent": mail.expired}
    silent = (
        [f"mail server does not answer since {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"] if since else []
    )
    return silent + [
        f"mail of the last day that was {what}: {count}" for what, count in lost.items() if count
    ]


def advice_on_proxies(forwarded_for: str) -> list[str]:
    """What to set where a request that came through proxies shows that they are counted wrongly; empty if all is well.

    `forwarded_for` is the header X-Forwarded-For of the request for the health page.
    """
    named = len(forwarded_for.split(",")) if forwarded_for.strip() else 0
    if named and not settings.TRUSTED_PROXIES:
        return [NOBODY_TRUSTS]
    if 0 < named < settings.TRUSTED_PROXIES:
        return [TOO_MANY_TRUSTED]
    return []


def advice_on_roles() -> list[str]:
    """What to set where the role of the app owns its tables; empty if it does not, or nobody can tell."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass(%s)",
                [Outbox._meta.db_table],
            )
            owns = cursor.fetchone()
    except DatabaseError:
        connection.close()
        return []
    return [ONE_ROLE] if owns and owns[0] else []


def broker_answers() -> bool:
    """Whether the broker answers a ping within the time limits of settings.py."""
    try:
        with app.connection_for_write() as line:
            line.transport_options = {**line.transport_options, "max_retries": 0}
            return bool(line.default_channel.client.ping())
    except (OperationalError, RedisError, OSError):
        return False


def _facts(at: datetime) -> _Facts | None:
    """Heartbeats and waiting mail from the database; None where it does not answer in time."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [DATABASE_MILLISECONDS])
            is_held = installation.is_held()
            seen = dict(Heartbeat.objects.values_list("name", "at"))
            # Mail that the server put off has waited since it was due, not since its next attempt.
            due = Q(due_at__lte=at) | Q(waits_since__isnull=False)
            waiting = Outbox.objects.filter(due, state__in=[State.PENDING, State.CLAIMED, State.HANDOFF])
            oldest = waiting.aggregate(oldest=Min(Coalesce("waits_since", "due_at")))["oldest"]
            mail = trouble(at=at)
    except DatabaseError:
        connection.close()
        return None
    return _Facts(seen=seen, oldest=oldest, mail=mail, is_held=is_held)
