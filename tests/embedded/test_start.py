"""The whole app as one command: started on nothing, and from the sample to a team of one's own."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from salesgym.services import handover, places
from tests import kept_cluster
from tests.embedded.users import ROOT, ask, environment, eventually, is_stopped
from tests.patience import MOST_SECONDS
from tests.ports import free_port

pytestmark = pytest.mark.fault

# What the demo looks for before it makes its sample: this is enough of one, in a tenth of the time.
A_SMALL_SAMPLE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from salesgym.people.models import Organization, User
Organization.objects.create(pk=1, name="Harbor")
User.objects.create_user("dana@harbor.example", name="Dana Whitfield", is_sample=True)
"""


COPY_THE_MIGRATED = f"""
import os, psycopg2
connection = psycopg2.connect(os.environ["DATABASE_URL"])
connection.autocommit = True
for name in ("salesgym", "salesgym_demo"):
    connection.cursor().execute("CREATE DATABASE " + name + " TEMPLATE {kept_cluster.TEMPLATE}")
"""


class Running:
    """A command of manage.py that runs web, workers and beat, with what it has said so far."""

    def __init__(self, data: Path, command: str, **more: str) -> None:
        self.port = free_port()
        self.log = data / f"{command}.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", command, "--port", str(self.port)],
                cwd=ROOT,
                env=environment(data, **more),
                stdout=out,
                stderr=out,
            )
        self._web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """Where a browser ends up from here, and what it reads; it tries again until somebody answers."""
        data = urllib.parse.urlencode(form).encode() if form else None
        deadline = time.monotonic() + MOST_SECONDS
        while True:
            try:
                with self._web.open(
                    f"http://localhost:{self.port}{path}", data, timeout=MOST_SECONDS
                ) as answer:
                    return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
            except (OSError, HTTPException) as error:
                is_an_answer = isinstance(error, urllib.error.HTTPError)
                if is_an_answer or self.process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{path}: {error}\n{self.log.read_text()}")
                time.sleep(0.1)

    def programs(self) -> list[int]:
        """The processes of web, workers and beat; the one that owns the servers may be used by others."""
        told = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line.split(maxsplit=1) for line in told.stdout.splitlines()]
        return [int(pid) for pid, program in lines if "salesgym.services" not in program]

    def press_ctrl_c(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(MOST_SECONDS)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.fixture
def running() -> Iterator[list[Running]]:
    """Whatever a test starts here is ended with it."""
    started: list[Running] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait(10)


def test_start_on_nothing_says_where_to_set_up_and_ends_with_ctrl_c(data: Path, running: list[Running]):
    app = Running(data, "start")
    running.append(app)

    path, page = app.get("/")
    programs = app.programs()
    code = app.press_ctrl_c()

    assert path == "/start/organization/"
    assert "Whose gym is this?" in page
    assert f"Open http://localhost:{app.port} to set up." in app.log.read_text()
    assert code == 0, app.log.read_text()
    assert len(programs) == 4
    assert eventually(lambda: all(is_gone(pid) for pid in programs))
    assert eventually(lambda: is_stopped(data))


@pytest.mark.usefixtures("laid_out")
def test_from_the_sample_to_ones_own_team_at_the_same_address(data: Path, running: list[Running]):
    prepare(data)
    app = Running(data, "demo", SALESGYM_DEMO="1")
    running.append(app)
    _path, page = app.get("/account/login/")
    sample = app.programs()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, page

    _path, waiting = app.get("/demo/own-team/", {"csrfmiddlewaretoken": token[1]})
    assert eventually(lambda: all(is_gone(pid) for pid in sample)), app.log.read_text()
    path, _page = app.get("/start/")
    own = app.programs()
    code = app.press_ctrl_c()

    assert "Making room for your team" in waiting
    assert path == "/start/organization/"
    assert not handover.place(data, app.port).exists()
    assert code == 0, app.log.read_text()
    assert eventually(lambda: all(is_gone(pid) for pid in own))
    assert eventually(lambda: is_stopped(data))


def prepare(data: Path) -> None:
    """Both databases, migrated: the test before this one migrates an empty one."""
    copied = ask(data, COPY_THE_MIGRATED, DATABASE_URL=places.database_url(data, "postgres"))
    assert copied.returncode == 0, copied.stderr
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", A_SMALL_SAMPLE],
        cwd=ROOT,
        env=environment(data, SALESGYM_DEMO="1"),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
