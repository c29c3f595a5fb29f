import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from salesgym import services
from salesgym.services import places, postgres
from tests.embedded.users import (
    ASK,
    IS_ROOT,
    ROOT,
    User,
    are_gone,
    ask,
    environment,
    eventually,
    is_stopped,
    postgres_pid,
    valkey_pid,
)
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.fault
KEEPS_RUNNING = """
from salesgym import services
from salesgym.services import joining
joining.WATCH_SECONDS = 0.1
services.keep_running()
print("ready", flush=True)
input()
"""


@pytest.mark.usefixtures("laid_out")
def test_a_killed_last_user_stops_the_servers(data: Path) -> None:
    user = User(data).wait()
    pids = postgres_pid(data), valkey_pid(data)
    user.kill()
    assert eventually(lambda: is_stopped(data))
    assert are_gone(data, *pids)


@pytest.mark.usefixtures("laid_out")
def test_data_are_kept_when_the_supervisor_is_killed(data: Path) -> None:
    user = User(data).wait()
    write = "import os, psycopg2; c = psycopg2.connect(os.environ['DATABASE_OWNER_URL']); c.cursor().execute('CREATE TABLE kept ()'); c.commit()"
    assert ask(data, write).returncode == 0
    pids = postgres_pid(data), valkey_pid(data)
    os.kill(places.read_state(data)["pid"], signal.SIGKILL)
    assert eventually(lambda: are_gone(data, *pids)), "servers outlived the process that owns them"
    again = ask(data, ASK.replace("SELECT current_database()", "SELECT 'kept'::regclass"))
    assert again.stdout.startswith("kept"), again.stderr
    user.leave()


@pytest.mark.usefixtures("laid_out")
def test_killed_servers_come_back_while_a_process_uses_them_and_stopped_ones_do_not(data: Path) -> None:
    def pid() -> int | None:
        return places.read_state(data).get("pid") if places.read_state(data).get("is") == "ready" else None

    user = User(data, command=[sys.executable, "-c", KEEPS_RUNNING]).wait()
    killed = pid()
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: pid() not in (None, killed)), "nobody started them again"

    command = [sys.executable, "-m", "salesgym.services", "stop"]
    assert subprocess.run(command, cwd=ROOT, env=environment(data), check=False).returncode == 0
    # Time for some looks; on a machine too busy for them this sees less, and is not wrong.
    time.sleep(1)
    assert pid() is None
    assert ask(data).returncode == 0
    assert not places.stopped_mark(data).exists()
    user.kill()


@pytest.mark.usefixtures("laid_out")
def test_servers_without_a_supervisor_are_ended_and_started_anew(data: Path) -> None:
    ask(data)
    assert eventually(lambda: is_stopped(data))
    program = postgres.find_program(data / "postgres", places.postgres_account(data))
    orphan = subprocess.Popen(
        [
            str(program / "postgres"),
            "-D",
            str(data / "postgres/data"),
            *postgres.options(data / "run" / places.POSTGRES_SOCKET, False),
        ],
        cwd="/",
        stderr=subprocess.DEVNULL,
        **places.postgres_account(data).popen_arguments(),
    )
    assert eventually(lambda: postgres.is_ready(data / "postgres/data", orphan.pid))
    assert ask(data).stdout.startswith("salesgym on")
    assert orphan.wait(MOST_SECONDS) == 0


@pytest.mark.usefixtures("laid_out")
def test_a_pid_file_that_names_a_living_stranger_is_no_obstacle(data: Path) -> None:
    ask(data)
    assert eventually(lambda: is_stopped(data))
    account = places.postgres_account(data)
    stranger = subprocess.Popen(["sleep", "900"], **account.popen_arguments())
    try:
        pid_file = data / "postgres/data/postmaster.pid"
        pid_file.write_text(
            f"{stranger.pid}\n{data}/postgres/data\n1\n5432\n{data}/run/postgres\n\n0 0\nready\n"
        )
        os.chown(pid_file, account.uid, account.gid)
        (data / "run/postgres/.s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        assert ask(data).stdout.startswith("salesgym on")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_socket_in_use_is_named_and_left_alone(data: Path) -> None:
    for folder in (data / "run", data / "run/valkey"):
        folder.mkdir()
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(data / "run" / places.VALKEY_SOCKET))
        other.listen()
        answer = ask(data)
        assert answer.returncode == 1
        assert "Another program answers on" in answer.stderr
        assert (data / "run" / places.VALKEY_SOCKET).is_socket()


@pytest.mark.usefixtures("laid_out")
def test_a_dead_server_is_started_again(data: Path) -> None:
    user = User(data).wait()
    before = postgres_pid(data)
    os.kill(before, signal.SIGKILL)
    os.kill(valkey_pid(data), signal.SIGKILL)
    assert eventually(lambda: "postgres ended with -9" in (data / "log/services.log").read_text())
    assert eventually(lambda: ask(data).stdout.startswith("salesgym on"))
    assert postgres_pid(data) != before
    user.leave()


@pytest.mark.usefixtures("laid_out")
def test_a_broken_broker_log_is_put_aside(data: Path) -> None:
    ask(data)
    assert eventually(lambda: is_stopped(data))
    for part in (data / "valkey/appendonlydir").glob("*.manifest"):
        part.write_text("this is no manifest\n")
    assert ask(data).stdout.startswith("salesgym on")
    assert list((data / "valkey").glob("broken-*"))


@pytest.mark.skipif(not IS_ROOT, reason="needs root to mount a small disk")
def test_a_full_disk_is_said(data: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", str(data)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        answer = ask(data)
        assert answer.returncode == 1
        assert "is full" in answer.stderr
    finally:
        subprocess.run(["umount", str(data)], check=True)


def test_a_first_start_that_cannot_write_leaves_nothing_behind(data: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "salesgym.services", "run", "--", "true"],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )
    assert answer.returncode == 1
    assert "PostgreSQL could not lay out its data" in answer.stderr
    assert not list((data / "postgres").glob("data*"))
    assert ask(data).stdout.startswith("salesgym on")


def test_data_of_another_version_are_left_alone(data: Path) -> None:
    (data / "postgres/data").mkdir(parents=True)
    (data / "postgres/data/PG_VERSION").write_text("17\n")
    answer = ask(data)
    assert answer.returncode == 1
    assert "holds data of PostgreSQL 17" in answer.stderr


def test_a_missing_package_names_the_other_way(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(services.Unavailable, match="docker compose up"):
        postgres.find_program(data, places.postgres_account(data))
