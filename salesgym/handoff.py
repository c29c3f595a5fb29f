"""Start Celery tasks after the commit, and carry on where the broker is down.

A broker that hangs delays one request by its time limits. Then the breaker starts no task for
QUIET_SECONDS; beat's scheduled tasks find the work in the database in any case.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from salesgym.celery import app

logger = logging.getLogger(__name__)

QUIET_SECONDS = 30.0
# While one caller tries a broker that was down, the others skip it for this long and do not wait.
PROBE_SECONDS = 10.0


class Breaker:
    """Whether the broker failed lately, shared by all threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quiet_until = 0.0
        self._is_tripped = False
        self.failures = 0

    @property
    def is_open(self) -> bool:
        """True while no task is started, because the broker failed a short time ago."""
        return time.monotonic() < self._quiet_until

    def lets_through(self) -> bool:
        """Whether this caller may start a task. After a failure one caller at a time tries again."""
        with self._lock:
            if self.is_open:
                return False
            if self._is_tripped:
                self._quiet_until = time.monotonic() + PROBE_SECONDS
            return True

    def trip(self) -> None:
        """Start no task for QUIET_SECONDS, and count the failure for the health page."""
        with self._lock:
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            self._is_tripped = True
            self.failures += 1

    def reset(self) -> None:
        """Start tasks again for everybody, after the broker answered."""
        with self._lock:
            self._quiet_until = 0.0
            self._is_tripped = False


breaker = Breaker()
Task = tuple[str, dict[str, object]]
_kept_back: ContextVar[list[Task] | None] = ContextVar("kept_back", default=None)


def hand_off(name: str, **ids: object) -> None:
    """Start the task of this name once the transaction has committed; never raises for the broker."""
    if (kept := _kept_back.get()) is not None:
        kept.append((name, ids))
        return

    def ring() -> None:
        if not breaker.lets_through():
            return
        try:
            app.send_task(name, kwargs=ids)
        except (OperationalError, RedisError, OSError):
            breaker.trip()
            logger.warning("broker unreachable, %s left to beat", name)
        else:
            breaker.reset()

    transaction.on_commit(ring, robust=True)


def wake(topic: str, **ids: object) -> None:
    """Start every task that settings.WAKE lists under this topic, after the commit."""
    names: Sequence[str] = settings.WAKE.get(topic, ())
    for name in names:
        hand_off(name, **ids)


def forget_waiting(queue: str) -> None:
    """Throw away the tasks that wait in this queue; never raises for the broker.

    For a queue of one task that does all the work there is: the one that runs now does it for those that wait.
    """
    try:
        with app.connection_or_acquire() as line:
            line.default_channel.queue_purge(queue)
    except (OperationalError, RedisError, OSError):
        logger.warning("broker unreachable, tasks wait in %s", queue)


@contextmanager
def kept_back() -> Iterator[list[Task]]:
    """Within the block no task is started: their names and arguments are noted, and the caller does them."""
    kept: list[Task] = []
    token = _kept_back.set(kept)
    try:
        yield kept
    finally:
        _kept_back.reset(token)
