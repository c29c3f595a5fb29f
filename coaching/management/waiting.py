"""A sign of life while a command works on something that prints nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY_SECONDS = 15.0


@contextmanager
def saying(what: str, write: Callable[[str], object], *, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Within the block write every so many seconds that this is still being done, and for how long."""
    is_over, begun = threading.Event(), time.monotonic()

    def go_on() -> None:
        while not is_over.wait(every):
            write(f"  {what} ({time.monotonic() - begun:.0f} s)")

    speaker = threading.Thread(target=go_on, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        is_over.set()
        speaker.join()
