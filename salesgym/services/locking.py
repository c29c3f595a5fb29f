"""File locks with a time limit. The kernel releases them when their process dies, for whatever reason."""

import fcntl
import os
import time
from pathlib import Path

PAUSE = 0.05


def take(path: Path, *, shared: bool = False, seconds: float = 0.0) -> int | None:
    """A descriptor that holds the lock until it is closed; None where it was not free within `seconds`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(PAUSE)
        else:
            return descriptor


def is_taken(path: Path) -> bool:
    """Whether somebody holds this lock now, alone or shared. Creates the file where it is missing."""
    descriptor = take(path)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False
