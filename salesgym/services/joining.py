"""A process that uses the services: takes a shared lock, and starts the supervisor where none runs."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from salesgym.services import locking, places
from salesgym.services.places import Unavailable

STOPPING_SECONDS = 60
STARTING_SECONDS = 120
PAUSE = 0.03
WATCH_SECONDS = 5.0
NEEDED_BYTES = 30_000_000

_held: dict[Path, int] = {}
_children: list[subprocess.Popen[bytes]] = []


def hold(data: Path, *, is_throw_away: bool = False) -> int:
    """Make sure that the services of this folder run; they do while the returned descriptor is open."""
    if data in _held and locking.is_taken(data / "run" / "supervisor.lock"):
        return _held[data]
    _make_folders(data)
    places.stopped_mark(data).unlink(missing_ok=True)
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


def watch(data: Path) -> None:
    """Look every five seconds, in a thread of its own, whether a supervisor runs, and start one where it was killed."""
    threading.Thread(target=_watch, args=(data,), daemon=True).start()


def _watch(data: Path) -> None:
    while True:
        time.sleep(WATCH_SECONDS)
        try:
            if not locking.is_taken(data / "run" / "supervisor.lock") and not _is_stopped(data):
                hold(data)
        except FileNotFoundError:
            return  # the data folder is gone
        except (Unavailable, OSError) as error:
            sys.stderr.write(f"The services do not start again: {error}\n")


def _is_stopped(data: Path) -> bool:
    """Whether a person stopped the servers, or they cannot run: both are no reason to start them by ourselves."""
    return places.stopped_mark(data).exists() or places.read_state(data).get("is") == "failed"


def release(data: Path) -> None:
    """Release this process's lock; the supervisor stops the servers after the last release."""
    descriptor = _held.pop(data, None)
    if descriptor is not None:
        os.close(descriptor)


def wait_for_end(data: Path, seconds: float = 30) -> None:
    """Wait until the supervisor that this process started has ended with its servers."""
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
            # Our supervisor gave way to another one that has ended since: start ours again.
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
    # Delete the state of a killed supervisor, so that it is not taken for the state of the new one.
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
            # A session of its own: Ctrl-C in the terminal must not stop servers that others may use.
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
            # PostgreSQL runs as another account: it may pass through these folders, not list them.
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
