import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from salesgym import services
from salesgym.services import places, postgres, processes

pytestmark = pytest.mark.fault

ROOT = Path(__file__).resolve().parent.parent
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


class User:
    """A process that uses the services until it is told to leave."""

    def __init__(self, data: Path, **more: str) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "salesgym.services",
                "run",
                "--",
                "sh",
                "-c",
                "echo ready; exec cat >/dev/null",
            ],
            cwd=ROOT,
            env=environment(data, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> "User":
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "ready", self.process.communicate(timeout=30)
        return self

    def leave(self) -> None:
        self.process.communicate(timeout=10)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=10)


def ask(data: Path, code: str = ASK, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "salesgym.services", "run", "--", sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def eventually(is_so: Callable[[], bool], seconds: float = 15) -> bool:
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


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that the account of PostgreSQL can walk into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="salesgym-services-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(
        [sys.executable, "-m", "salesgym.services", "stop"], cwd=ROOT, env=environment(folder), check=False
    )
    shutil.rmtree(folder, ignore_errors=True)


def test_a_database_is_made_on_demand_and_is_durable(data: Path) -> None:
    answer = ask(data)
    assert answer.stdout.split() == [
        "salesgym",
        "on",
        f"redis+socket://{data}/run/valkey/valkey.sock?virtual_host=0",
    ], answer.stderr


def test_the_demo_has_a_database_and_a_number_of_its_own(data: Path) -> None:
    database, _, redis = ask(data, SALESGYM_DEMO="1").stdout.split()
    assert database == "salesgym_demo"
    assert redis.endswith("virtual_host=1")


def test_the_demo_refuses_an_address_from_outside(data: Path) -> None:
    answer = ask(data, SALESGYM_DEMO="1", DATABASE_URL="postgresql://somebody@elsewhere/records")
    assert answer.returncode == 1
    assert "DATABASE_URL is set, and the demo uses a database" in answer.stderr
    assert not (data / "postgres").exists()


def test_an_address_from_outside_wins_each_for_itself(data: Path) -> None:
    code = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    first = ask(data, code, DATABASE_URL="postgresql://me@elsewhere/records")
    assert first.stdout.split()[0] == "postgresql://me@elsewhere/records"
    assert first.stdout.split()[1].startswith("redis+socket://")
    both = ask(data / "untouched", code, DATABASE_URL="postgresql://me@here/a", REDIS_URL="redis://here/3")
    assert both.stdout.split() == ["postgresql://me@here/a", "redis://here/3"]
    assert not (data / "untouched").exists()


def test_many_at_once_share_one_pair_of_servers(data: Path) -> None:
    users = [User(data) for _ in range(5)]
    for user in users:
        user.wait()
    log = (data / "log/services.log").read_text()
    assert log.count("ready on") == 1
    for user in users[:-1]:
        user.leave()
    assert processes.works_in(postgres_pid(data), data / "postgres" / "data")
    users[-1].leave()
    assert eventually(lambda: is_stopped(data))


def test_a_child_of_a_user_joins_and_is_not_refused(data: Path) -> None:
    user = User(data, SALESGYM_DEMO="1").wait()
    answer = ask(data, SALESGYM_DEMO="1", DATABASE_URL=places.database_url(data, "salesgym_demo"))
    assert answer.stdout.startswith("salesgym_demo"), answer.stderr
    user.leave()


def test_a_killed_last_user_stops_the_servers(data: Path) -> None:
    user = User(data).wait()
    pids = postgres_pid(data), valkey_pid(data)
    user.kill()
    assert eventually(lambda: is_stopped(data))
    assert are_gone(data, *pids)


def test_data_are_kept_when_the_supervisor_is_killed(data: Path) -> None:
    user = User(data).wait()
    write = "import os, psycopg2; c = psycopg2.connect(os.environ['DATABASE_URL']); c.cursor().execute('CREATE TABLE kept ()'); c.commit()"
    assert ask(data, write).returncode == 0
    pids = postgres_pid(data), valkey_pid(data)
    os.kill(places.read_state(data)["pid"], signal.SIGKILL)
    assert eventually(lambda: are_gone(data, *pids)), "servers outlived the process that owns them"
    again = ask(data, ASK.replace("SELECT current_database()", "SELECT 'kept'::regclass"))
    assert again.stdout.startswith("kept"), again.stderr
    user.leave()


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
    assert orphan.wait(10) == 0


def test_a_pid_file_that_names_a_living_stranger_is_no_obstacle(data: Path) -> None:
    ask(data)
    assert eventually(lambda: is_stopped(data))
    account = places.postgres_account(data)
    stranger = subprocess.Popen(["sleep", "60"], **account.popen_arguments())
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


def test_a_dead_server_is_started_again(data: Path) -> None:
    user = User(data).wait()
    before = postgres_pid(data)
    os.kill(before, signal.SIGKILL)
    os.kill(valkey_pid(data), signal.SIGKILL)
    assert eventually(lambda: "postgres ended with -9" in (data / "log/services.log").read_text())
    assert eventually(lambda: ask(data).stdout.startswith("salesgym on"), 30)
    assert postgres_pid(data) != before
    user.leave()


def test_sockets_move_where_the_path_is_too_long(data: Path) -> None:
    deep = data / ("a-folder-with-a-long-name-" * 4)
    answer = ask(deep)
    assert answer.stdout.startswith("salesgym on"), answer.stderr
    assert str(deep) not in answer.stdout
    private = Path(answer.stdout.split("redis+socket://")[1]).parent.parent
    assert eventually(lambda: not private.exists())


def test_a_broken_broker_log_is_put_aside(data: Path) -> None:
    ask(data)
    assert eventually(lambda: is_stopped(data))
    for part in (data / "valkey/appendonlydir").glob("*.manifest"):
        part.write_text("this is no manifest\n")
    assert ask(data).stdout.startswith("salesgym on")
    assert list((data / "valkey").glob("broken-*"))


def test_sockets_and_data_are_open_to_their_owner_alone(data: Path) -> None:
    user = User(data).wait()
    for name in ("run/postgres", "run/valkey", "postgres", "valkey", "log", "mail"):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o700, name
    user.leave()


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
        timeout=90,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )
    assert answer.returncode == 1
    assert "PostgreSQL could not lay out its data" in answer.stderr
    assert not list((data / "postgres").glob("data*"))
    assert ask(data).stdout.startswith("salesgym on")


def test_a_backup_can_be_put_back(data: Path) -> None:
    shell = """
    set -e
    psql -qc "CREATE TABLE kept AS SELECT 7 AS number" "$DATABASE_URL"
    pg_dump --format=custom --file="$SALESGYM_DATA/backup.dump" "$DATABASE_URL"
    psql -qc "DROP TABLE kept" "$DATABASE_URL"
    pg_restore --clean --if-exists --no-owner --dbname="$DATABASE_URL" "$SALESGYM_DATA/backup.dump"
    psql -Atc "SELECT number FROM kept" "$DATABASE_URL"
    """
    answer = subprocess.run(
        [sys.executable, "-m", "salesgym.services", "run", "--", "sh", "-c", shell],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert answer.stdout.strip() == "7", answer.stderr


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


@pytest.mark.skipif(not IS_ROOT, reason="only root runs PostgreSQL as somebody else")
def test_root_keeps_data_elsewhere_when_nobody_cannot_enter(
    monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.delenv("SALESGYM_DATA")
    monkeypatch.setattr(places, "CLONE", data / "clone")
    (data / "clone").mkdir()
    assert services.data_folder() == data / "clone" / "var"
    data.chmod(0o700)
    assert services.data_folder().parent == Path("/var/lib/salesgym")
    assert services.data_folder().name.startswith("clone-")


@pytest.mark.skipif(not IS_ROOT, reason="only root runs PostgreSQL as somebody else")
def test_a_folder_nobody_can_enter_is_named(data: Path) -> None:
    (data / "closed").mkdir(mode=0o700)
    answer = ask(data / "closed" / "inner")
    assert answer.returncode == 1
    assert "cannot enter" in answer.stderr


@pytest.mark.skipif(not IS_ROOT, reason="only root runs PostgreSQL as somebody else")
def test_the_program_is_copied_for_an_account_that_cannot_read_it(
    monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr(places, "is_enterable", lambda folder: False)
    account = places.postgres_account(data)
    program = postgres.find_program(data, account)
    assert program.is_relative_to(data)
    said = subprocess.run(
        [str(program / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        **account.popen_arguments(),
    )
    assert "18." in said.stdout
    said = subprocess.run(
        [str(program / "psql"), "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        **account.popen_arguments(),
    )
    assert "18." in said.stdout, "the libraries were not found beside the programs"


def test_the_tests_run_on_services_of_their_own() -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('max_connections')")
        assert cursor.fetchone() == ("off", "200")
    connection.close()
