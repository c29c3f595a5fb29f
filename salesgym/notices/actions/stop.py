"""When to stop sending: a worker told to end finishes the message under way and no more."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """By SIGTERM or when the time is up: the message under way is finished, the rest is put back."""

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
    """While this lasts SIGTERM waits for the message under way."""
    stop = Stop(seconds)
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
