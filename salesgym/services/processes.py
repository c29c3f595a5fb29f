"""Starting, watching and stopping the two servers as processes."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from salesgym.services.places import Account, Unavailable

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5_000_000
# The servers inherit nothing from our environment, and log in English.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def start(
    command: list[str], *, log: Path, account: Account, goodbye: signal.Signals
) -> subprocess.Popen[bytes]:
    """Start a server that gets the signal `goodbye` when the process that started it dies."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as out:
        try:
            return subprocess.Popen(  # noqa: S603
                command,
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=_die_with_parent(goodbye),
                **account.popen_arguments(),
            )
        except OSError as error:
            raise Unavailable(
                f"{command[0]} does not run on this system ({error.strerror}). Set DATABASE_URL and "
                "REDIS_URL, or use docker compose up."
            ) from error


def _die_with_parent(goodbye: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(goodbye))

    return before_exec


def wait_until(
    is_ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, log: Path
) -> None:
    """Wait until the server answers; Unavailable with the end of its log where it does not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if is_ready():
            return
        if process.poll() is not None:
            raise Unavailable(f"{name} did not start. Its last words: {last_words(log)}")
        time.sleep(0.02)
    raise Unavailable(f"{name} was not ready within 60 s. Its last words: {last_words(log)}")


def last_words(log: Path, lines: int = 4) -> str:
    """The last lines of a log in one, with its path; "none" where it cannot be read."""
    try:
        text = log.read_text(errors="replace").strip()
    except OSError:
        return "none"
    return " / ".join(line.strip() for line in text.splitlines()[-lines:]) + f" ({log})"


def stop(process: subprocess.Popen[bytes], *ways: tuple[signal.Signals, float]) -> None:
    """Send these signals in order, waiting the seconds given after each; then kill the process."""
    for way, seconds in (*ways, (signal.SIGKILL, 5.0)):
        if process.poll() is not None:
            return
        process.send_signal(way)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


def stop_orphan(pid: int, folder: Path, goodbye: signal.Signals) -> None:
    """Stop a server that a killed supervisor left, if the process of this id really works in this folder."""
    for way, seconds in ((goodbye, 20.0), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + seconds
        if not works_in(pid, folder):
            return
        os.kill(pid, way)
        while works_in(pid, folder) and time.monotonic() < deadline:
            time.sleep(0.05)
    if works_in(pid, folder):
        raise Unavailable(f"Process {pid} still works in {folder} and does not end.")


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process's working folder is this one: both servers change to their data folder."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except FileNotFoundError:
        return _is_named(pid, folder)
    except OSError:
        return False


def _is_named(pid: int, folder: Path) -> bool:
    """The same where there is no /proc: whether the command line of the process names the folder."""
    if Path("/proc/self").exists() or shutil.which("ps") is None:
        return False
    told = subprocess.run(  # noqa: S603
        ["ps", "-o", "command=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return str(folder) in told.stdout
