"""When to stop sending: a process that is told to end finishes the current message only."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from salesgym.celery import FINISH


class Stop:
    """Set by a signal or when the time is up. The sender then finishes one message and releases the rest."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._is_told = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self._is_told = True

    @property
    def is_set(self) -> bool:
        return self._is_told or time.monotonic() >= self._ends


@contextmanager
def gentle_stop(seconds: float) -> Iterator[Stop]:
    """Within the block SIGTERM sets the Stop instead of ending the process, and so does a worker that ends."""
    stop = Stop(seconds)
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, FINISH)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
