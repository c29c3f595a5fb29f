"""Ring Celery's doorbell after the commit, and survive a broker that is gone.

A broker that hangs costs one request its connect timeout; then the breaker keeps
quiet for a while, and beat's drain finds the work in the database all the same.
"""

import logging
import threading
import time
from collections.abc import Sequence

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

QUIET_SECONDS = 30.0


class Breaker:
    """Remembers the last failure of the broker, for every thread of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quiet_until = 0.0
        self.failures = 0

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self._quiet_until

    def trip(self) -> None:
        """Keep quiet for a while and count the failure for the health page."""
        with self._lock:
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            self.failures += 1

    def reset(self) -> None:
        """Let the next ring through again."""
        with self._lock:
            self._quiet_until = 0.0


breaker = Breaker()


def hand_off(name: str, **ids: object) -> None:
    """Start the named task once this transaction has committed."""

    def ring() -> None:
        if breaker.is_open:
            return
        try:
            current_app.send_task(name, kwargs=ids)
        except (OperationalError, OSError):
            breaker.trip()
            logger.warning("broker unreachable, %s left to beat", name)

    transaction.on_commit(ring, robust=True)


def wake(topic: str, **ids: object) -> None:
    """Ring every task that settings.WAKE lists under this topic."""
    names: Sequence[str] = settings.WAKE.get(topic, ())
    for name in names:
        hand_off(name, **ids)
