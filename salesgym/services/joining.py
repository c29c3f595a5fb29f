"""One user of the services: takes a share of the lock, starts the supervisor or joins it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from salesgym.services import locking, places
from salesgym.services.places import Unavailable

STOPPING_SECONDS = 60
STARTING_SECONDS = 120
PAUSE = 0.03
NEEDED_BYTES = 30_000_000

_held: dict[Path, int] = {}
_children: list[subprocess.Popen[bytes]] = []


def hold(data: Path, *, is_throw_away: bool = False) -> int:
    """The services of this folder run, and will as long as the descriptor is open somewhere."""
    if data in _held and locking.is_taken(data / "run" / "supervisor.lock"):
        return _held[data]
    _make_folders(data)
    if data not in _held:
        descriptor = locking.take(data / "run" / "users.lock", shared=True, seconds=STOPPING_SECONDS)
        if descriptor is None:
            raise Unavailable(
                f"The services of {data} have been stopping for {STOPPING_SECONDS} s. Look into {_log(data)}."
            )
        _held[data] = descriptor
    try:
        _wait_until_ready(data, is_throw_away)
    except BaseException:
        release(data)
        raise
    return _held[data]


def release(data: Path) -> None:
    """Give our share of the lock back: the last one to do so stops the servers."""
    descriptor = _held.pop(data, None)
    if descriptor is not None:
        os.close(descriptor)


def wait_for_end(data: Path, seconds: float = 30) -> None:
    """Until the supervisor this process started is gone, with its servers."""
    while _children:
        child = _children.pop()
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"The services of {data} do not stop. Look into {_log(data)}.") from error


def _wait_until_ready(data: Path, is_throw_away: bool) -> None:
    started: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if locking.is_taken(data / "run" / "supervisor.lock"):
            if places.read_state(data).get("is") == "ready":
                return
        elif started is None:
            started = _start_supervisor(data, is_throw_away)
        elif started.poll() is not None:
            _explain(data, started)
            # It met another supervisor, and that one has gone since: ours is needed after all.
            started = None
        time.sleep(PAUSE)
    raise Unavailable(f"The services were not ready within {STARTING_SECONDS} s. Look into {_log(data)}.")


def _explain(data: Path, ended: subprocess.Popen[bytes]) -> None:
    if ended.returncode == 0:
        return
    state = places.read_state(data)
    told = state.get("why") if state.get("pid") == ended.pid else None
    raise Unavailable(told or f"The services did not start. Look into {_log(data)}.")


def _start_supervisor(data: Path, is_throw_away: bool) -> subprocess.Popen[bytes] | None:
    lock = locking.take(data / "run" / "supervisor.lock")
    if lock is None:
        return None
    # What a killed one said last must not be taken for the word of the new one.
    (data / "run" / "state.json").unlink(missing_ok=True)
    os.close(lock)
    if data.parent == places.ROOTS_DATA:
        sys.stderr.write(f"User nobody cannot enter {places.CLONE}, so the data lie in {data}.\n")
    command = [sys.executable, "-m", "salesgym.services", "supervise", str(data)]
    with _log(data).open("ab") as log:
        child = subprocess.Popen(  # noqa: S603
            [*command, *(["--throw-away"] if is_throw_away else [])],
            cwd=places.CLONE,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C in the terminal is for us, not for the servers others may be using.
            start_new_session=True,
        )
    _children.append(child)
    return child


def _make_folders(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        for folder in (data / "run", data / "log", data / "mail", data / "valkey"):
            folder.mkdir(exist_ok=True, mode=0o700)
        if places.is_root():
            # PostgreSQL runs as another account: it walks through, and reads nothing on the way.
            for folder in (data, data / "run"):
                folder.chmod(folder.stat().st_mode | 0o011)
        _log(data).touch(mode=0o600)
        free = shutil.disk_usage(data).free
    except PermissionError as error:
        raise Unavailable(
            f"{data} belongs to another account. Run this as that account, "
            "or name a folder of your own in SALESGYM_DATA."
        ) from error
    except OSError as error:
        raise Unavailable(
            f"{data} cannot be written: {error.strerror}. Make room, or set SALESGYM_DATA."
        ) from error
    if free < NEEDED_BYTES:
        raise Unavailable(
            f"The disk of {data} is full ({free // 1_000_000} MB left, {NEEDED_BYTES // 1_000_000} MB needed). "
            "Make room, or name a folder on another disk in SALESGYM_DATA."
        )


def _log(data: Path) -> Path:
    return data / "log" / "services.log"
