"""Processes that use the embedded services, for the tests of their beginning and end."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from salesgym.services import processes
from tests.patience import MOST_SECONDS

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
ASK = """
import os, psycopg2
cursor = psycopg2.connect(os.environ["DATABASE_URL"]).cursor()
cursor.execute("SELECT current_database(), current_setting('fsync')")
print(*cursor.fetchone(), os.environ["REDIS_URL"])
"""


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return {**kept, "SALESGYM_DATA": str(data), **more}


@contextmanager
def data_folder() -> Iterator[Path]:
    """A data folder that the account of PostgreSQL can walk into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="salesgym-services-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(
        [sys.executable, "-m", "salesgym.services", "stop"], cwd=ROOT, env=environment(folder), check=False
    )
    shutil.rmtree(folder, ignore_errors=True)


WAITS = ("sh", "-c", "echo ready; exec cat >/dev/null")


class User:
    """A process that uses the services until it is told to leave."""

    def __init__(self, data: Path, command: Sequence[str] = WAITS, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "salesgym.services", "run", "--", *command],
            cwd=ROOT,
            env=environment(data, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> "User":
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "ready", self.process.communicate(
            timeout=MOST_SECONDS
        )
        return self

    def leave(self) -> None:
        self.process.communicate(timeout=MOST_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=MOST_SECONDS)


def ask(data: Path, code: str = ASK, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "salesgym.services", "run", "--", sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


def eventually(is_so: Callable[[], bool], seconds: float = MOST_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


def postgres_pid(data: Path) -> int:
    return int((data / "postgres/data/postmaster.pid").read_text().split("\n", 1)[0])


def valkey_pid(data: Path) -> int:
    return int((data / "valkey/valkey.pid").read_text())


def are_gone(data: Path, *pids: int) -> bool:
    folders = (data / "postgres" / "data", data / "valkey")
    return not any(processes.works_in(pid, folder) for pid in pids for folder in folders)


def is_stopped(data: Path) -> bool:
    return not (data / "run/state.json").exists() and not (data / "postgres/data/postmaster.pid").exists()
