"""Ring Celery's doorbell after the commit, and survive a broker that is gone.

A broker that hangs costs one request its time limits; then the breaker keeps quiet for a
while, and beat's drain finds the work in the database all the same.
"""

import logging
import threading
import time
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from salesgym.celery import app

logger = logging.getLogger(__name__)

QUIET_SECONDS = 30.0
# While one caller tries a broker that was gone, the others do not wait beside him.
PROBE_SECONDS = 10.0


class Breaker:
    """Remembers the last failure of the broker, for every thread of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quiet_until = 0.0
        self._is_tripped = False
        self.failures = 0

    @property
    def is_open(self) -> bool:
        """True while nobody rings."""
        return time.monotonic() < self._quiet_until

    def lets_through(self) -> bool:
        """May this caller ring? After a failure one alone tries again."""
        with self._lock:
            if self.is_open:
                return False
            if self._is_tripped:
                self._quiet_until = time.monotonic() + PROBE_SECONDS
            return True

    def trip(self) -> None:
        """Keep quiet for a while and count the failure for the health page."""
        with self._lock:
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            self._is_tripped = True
            self.failures += 1

    def reset(self) -> None:
        """Let everybody through again."""
        with self._lock:
            self._quiet_until = 0.0
            self._is_tripped = False


breaker = Breaker()


def hand_off(name: str, **ids: object) -> None:
    """Start the named task once this transaction has committed."""

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
    """Ring every task that settings.WAKE lists under this topic."""
    names: Sequence[str] = settings.WAKE.get(topic, ())
    for name in names:
        hand_off(name, **ids)
