"""The process that owns both servers: it starts them, watches them, and stops them after the last user."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from salesgym.services import locking, places, postgres, valkey
from salesgym.services.places import Unavailable

WATCH_SECONDS = 0.3
MAX_RESTARTS = 5
RESTARTS_WITHIN_SECONDS = 60


class ToldToEnd(BaseException):
    """The supervisor got a signal to end."""


def supervise(data: Path, *, is_throw_away: bool) -> int:
    """Own the servers of this folder until its last user is gone."""
    lock = locking.take(data / "run" / "supervisor.lock", seconds=2)
    if lock is None:
        return 0  # another supervisor runs already
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    servers: dict[str, subprocess.Popen[bytes]] = {}
    sockets = data / "run"
    try:
        places.write_state(data, **{"is": "starting"})
        sockets = choose_sockets(data)
        starts = _starts(data, sockets, is_throw_away)
        for name, start in starts.items():
            servers[name] = start()
        places.write_state(data, **{"is": "ready", "sockets": str(sockets)})
        _say(f"ready on {sockets}")
        _watch(data, servers, starts)
    except (Unavailable, OSError) as error:
        _say(f"failed: {error}")
        with suppress(OSError):
            places.write_state(data, **{"is": "failed", "why": _sentence(error, data)})
        return 1
    except ToldToEnd:
        _say("asked to end")
    finally:
        _stop(data, servers, sockets, is_throw_away)
    return 0


def _starts(
    data: Path, sockets: Path, is_throw_away: bool
) -> dict[str, Callable[[], subprocess.Popen[bytes]]]:
    return {
        "valkey": lambda: valkey.start(data, sockets, is_throw_away=is_throw_away),
        "postgres": lambda: postgres.start(data, sockets, is_throw_away=is_throw_away),
    }


def _watch(
    data: Path,
    servers: dict[str, subprocess.Popen[bytes]],
    starts: dict[str, Callable[[], subprocess.Popen[bytes]]],
) -> None:
    restarts: list[float] = []
    told = places.read_state(data)
    while locking.take(data / "run" / "users.lock") is None:
        time.sleep(WATCH_SECONDS)
        for name, process in servers.items():
            if process.poll() is None:
                continue
            now = time.monotonic()
            restarts = [at for at in restarts if at > now - RESTARTS_WITHIN_SECONDS] + [now]
            if len(restarts) > MAX_RESTARTS:
                raise Unavailable(f"{name} ended {MAX_RESTARTS} times within {RESTARTS_WITHIN_SECONDS} s.")
            _say(f"{name} ended with {process.returncode}: starting it again")
            places.write_state(data, **{**told, "is": "starting"})
            servers[name] = starts[name]()
            places.write_state(data, **told)
    _say("the last user is gone")


def _stop(
    data: Path, servers: dict[str, subprocess.Popen[bytes]], sockets: Path, is_throw_away: bool
) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    if "valkey" in servers:
        valkey.stop(servers["valkey"])
    if "postgres" in servers:
        postgres.stop(servers["postgres"], is_throw_away=is_throw_away)
    if sockets != data / "run":
        shutil.rmtree(sockets, ignore_errors=True)
    if is_throw_away:
        shutil.rmtree(data, ignore_errors=True)
    elif places.read_state(data).get("is") != "failed":
        (data / "run" / "state.json").unlink(missing_ok=True)
    _say("stopped")


def choose_sockets(data: Path) -> Path:
    """run/ of the data folder; a private folder elsewhere where sockets are impossible there."""
    if _takes_sockets(data / "run"):
        return data / "run"
    bases = [os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), "/tmp"]  # noqa: S108
    is_root = places.is_root()
    for base in (Path(name) for name in bases if name):
        # Started by root, PostgreSQL runs as another account, which must be able to enter the folder.
        if not base.is_dir() or (is_root and not places.is_enterable(base / "any")):
            continue
        private = Path(tempfile.mkdtemp(prefix="salesgym-", dir=base))
        private.chmod(0o711 if is_root else 0o700)
        if _takes_sockets(private):
            return private
        private.rmdir()
    raise Unavailable(
        "No folder takes a Unix socket: every path is too long. Set XDG_RUNTIME_DIR to a short one."
    )


def _takes_sockets(folder: Path) -> bool:
    if len(str(folder / places.POSTGRES_SOCKET).encode()) >= places.MAX_SOCKET_PATH:
        return False
    if places.is_root() and not places.is_enterable(folder / "any"):
        return False
    trial = folder / f"trial-{os.getpid()}"
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(trial))
    except OSError:
        return False
    trial.unlink()
    return True


def _end(number: int, frame: FrameType | None) -> None:
    raise ToldToEnd


def _sentence(error: Exception, data: Path) -> str:
    if isinstance(error, OSError):
        return f"The services could not start in {data}: {error.strerror} ({error.filename or 'no file'})."
    return str(error)


def _say(text: str) -> None:
    with suppress(OSError):  # a full disk takes no log either
        sys.stdout.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} supervisor {os.getpid()} {text}\n")
        sys.stdout.flush()
