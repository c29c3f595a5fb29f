"""docker-compose.yml is true: Docker cannot run here, so each command runs natively with what the file states."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml
from django.urls import reverse

from salesgym import services
from salesgym.services import locking, places, valkey
from tests.patience import MOST_SECONDS, wait_for, wait_until_asleep
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<how>[-?])(?P<text>[^}]*))?\}")
FILLED_IN = {
    "POSTGRES_PASSWORD": secrets.token_hex(32),
    "POSTGRES_APP_PASSWORD": secrets.token_hex(32),
    "VALKEY_PASSWORD": secrets.token_hex(32),
    "SALESGYM_SECRET_KEY": secrets.token_hex(32),
    "SALESGYM_HOSTS": "salesgym.example",
    "SALESGYM_URL": "https://salesgym.example",
    "SALESGYM_EMAIL_HOST": "mail.example",
    "SALESGYM_EMAIL_FROM": "SalesGym <salesgym@salesgym.example>",
}


def fill_in(value: str) -> str:
    """What compose makes of a value: variables filled in, a missing one refused."""

    def replace(match: re.Match[str]) -> str:
        name, how, text = match["name"], match["how"], match["text"]
        if FILLED_IN.get(name):
            return FILLED_IN[name]
        assert how == "-", f"compose would refuse: {text}"
        return str(text)

    return VARIABLE.sub(replace, value).replace("$$", "$")


def environment(service: str, folder: Path) -> dict[str, str]:
    stated = {name: fill_in(value) for name, value in SERVICES[service]["environment"].items()}
    image = dict(re.findall(r"(SALESGYM_\w+)=(\S+)", (ROOT / "Dockerfile").read_text().split("RUN", 1)[0]))
    assert image == {"SALESGYM_HASHED_STATIC": "1", "SALESGYM_DATA": "/data"}
    path = f"{Path(sys.executable).parent}:{valkey.find_program().parent}:/usr/bin:/bin"
    # Only the addresses differ from the container: the services of this test run.
    here = {
        "PATH": path,
        "DATABASE_URL": services.database_url("compose"),
        "DATABASE_OWNER_URL": places.database_url(services.data_folder(), "compose"),
        "REDIS_URL": services.redis_url(7),
        "SALESGYM_DATA": os.environ["SALESGYM_DATA"] if service == "migrate" else str(folder),
        "HOME": str(folder),
    }
    return {
        **image,
        **stated,
        **{name: here[name] for name in here if name in stated or name not in {*image, "DATABASE_OWNER_URL"}},
    } | {"SALESGYM_DATA": here["SALESGYM_DATA"]}


def command(service: str, folder: Path, port: int = 0) -> list[str]:
    changes = {
        "0.0.0.0:8000": f"127.0.0.1:{port}",
        "/tmp/beat-schedule": str(folder / "beat-schedule"),  # noqa: S108
    }
    return [changes.get(part, fill_in(part)) for part in SERVICES[service]["command"]]


@contextmanager
def running(service: str, folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The service's own command, told to end at the end, and expected to end well."""
    log = folder / f"{service}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(service, folder, port), cwd=ROOT, env=environment(service, folder), stdout=out, stderr=out
        )
    try:
        yield process, log
        assert process.poll() is None, log.read_text()
        process.send_signal(signal.SIGTERM)
        assert process.wait(MOST_SECONDS) == 0, log.read_text()
    finally:
        process.kill()
        process.wait(10)


def get(port: int, path: str) -> tuple[int, str]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Host": "salesgym.example", "X-Forwarded-Proto": "https"}
    )
    deadline = time.monotonic() + MOST_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=MOST_SECONDS) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            assert time.monotonic() < deadline, "the web service does not answer"
            time.sleep(0.2)


def read_variables() -> set[str]:
    """Every variable that settings and services read."""
    sources = [ROOT / "salesgym/settings.py", *(ROOT / "salesgym/services").glob("*.py")]
    found = {name for source in sources for name in re.findall(r'"(SALESGYM_[A-Z_]+)"', source.read_text())}
    return found | {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}


def test_it_runs_web_workers_and_exactly_one_beat() -> None:
    assert set(SERVICES) == {"postgres", "valkey", "migrate", "web", "worker", "mail", "beat"}
    beats = [name for name, service in SERVICES.items() if "beat" in service.get("command", [])]
    assert beats == ["beat"]
    assert SERVICES["beat"]["deploy"]["replicas"] == 1
    assert not any("--beat" in service.get("command", []) for service in SERVICES.values())


def test_no_secret_has_a_default() -> None:
    for match in VARIABLE.finditer(TEXT):
        if re.search(r"SECRET|PASSWORD|KEY", match["name"]):
            assert match["how"] == "?" or (match["how"] == "-" and not match["text"]), match[0]
    required = {match["name"] for match in VARIABLE.finditer(TEXT) if match["how"] == "?"}
    assert required == set(FILLED_IN)


def test_servers_are_not_open_to_the_network() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_everything_waits_for_the_migration_and_is_watched() -> None:
    for name in ("web", "worker", "mail", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert all("healthcheck" in SERVICES[name] for name in set(SERVICES) - {"migrate"})


def test_every_variable_is_known_and_explained() -> None:
    stated = {name for service in SERVICES.values() for name in service.get("environment", {})}
    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    assert {name for name in stated if name.startswith("SALESGYM_")} <= read_variables()
    passed_on = {match["name"] for match in VARIABLE.finditer(TEXT)}
    assert read_variables() | passed_on == explained
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) <= passed_on


def test_the_image_is_the_app_without_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^USER (\w+)", dockerfile, re.MULTILINE) == ["salesgym"]
    for folder in ("salesgym", "plans", "coaching", "templates", "static"):
        assert f"COPY {folder} {folder}\n" in dockerfile
    told = yaml.safe_load(dockerfile.rsplit("CMD", 1)[1])
    assert told == SERVICES["web"]["command"]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the image's build and the migrate step leave behind; one worker of xdist after the other."""
    folder = tmp_path_factory.mktemp("compose")
    lock = locking.take(services.data_folder() / "compose.lock", seconds=MOST_SECONDS)
    assert lock is not None
    begin_migrated()
    for arguments in (
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        command("migrate", folder),
    ):
        done = subprocess.run(
            arguments,
            cwd=ROOT,
            env=environment("migrate", folder),
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    os.close(lock)


def begin_migrated() -> None:
    """The database as it was migrated for all tests, where there is one: `migrate` finds its work done.

    A worker that comes after another finds that one's database, which nobody uses any longer.
    """
    template = os.environ.get("TEST_TEMPLATE")
    if template is None:
        return
    with closing(psycopg2.connect(places.database_url(services.data_folder(), "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE IF EXISTS compose WITH (FORCE)")
            cursor.execute(f'CREATE DATABASE compose TEMPLATE "{template}"')


def is_healthy(probe: list[str], environ: dict[str, str]) -> bool:
    """The container's own check, with the three tries that Docker gives it. Nothing but web runs here."""
    tries = (subprocess.run(probe, env=environ, capture_output=True, check=False) for _try in range(3))
    return any(told.returncode == 0 for told in tries)


@pytest.mark.fault
@pytest.mark.xdist_group("compose")
def test_web_answers_and_is_healthy_to_its_own_check(migrated: Path) -> None:
    port, token = free_port(), secrets.token_urlsafe(32)
    with running("web", migrated, port) as (_web, log):
        status, _ = get(port, "/health/")
        assert status in {200, 503}
        assert get(port, reverse("account_login"))[0] == 200
        status, page = get(port, "/no-such-page/")
        assert status == 404
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert styles
        assert all(re.search(r"\.[0-9a-f]{12}\.css$", style) for style in styles), styles
        assert {get(port, style)[0] for style in styles} == {200}
        probe = [part.replace("8000", str(port)) for part in SERVICES["web"]["healthcheck"]["test"][1:]]
        assert is_healthy(probe, environment("web", migrated))
        assert get(port, reverse("people:accept_invitation", args=[token]))[0] == 410
    assert "GET /invitation/[left out]" in log.read_text()
    assert token not in log.read_text()


@pytest.mark.fault
@pytest.mark.xdist_group("compose")
def test_both_workers_start_answer_and_stop(migrated: Path) -> None:
    with ExitStack() as both:
        # Beside each other, as they are on one machine too.
        started = {name: both.enter_context(running(name, migrated)) for name in ("worker", "mail")}
        for name, (process, log) in started.items():
            wait_for(log, "ready.", process)
            told = subprocess.run(
                [fill_in(part) for part in SERVICES[name]["healthcheck"]["test"][1:]],
                cwd=ROOT,
                env=environment(name, migrated),
                capture_output=True,
                text=True,
                timeout=MOST_SECONDS,
                check=False,
            )
            assert "pong" in told.stdout, told.stdout + told.stderr


@pytest.mark.fault
@pytest.mark.xdist_group("compose")
def test_beat_starts_and_stops(migrated: Path) -> None:
    with running("beat", migrated) as (process, log):
        wait_for(log, "beat: Starting...", process)
        # It says so before it opens its schedule, and cannot end well in the middle of that.
        wait_until_asleep(process)
    assert list(migrated.glob("beat-schedule*"))


@pytest.mark.fault
def test_the_broker_asks_for_its_password(tmp_path: Path) -> None:
    port = free_port()
    shell, option, line = command("valkey", tmp_path)
    environ = {name: fill_in(value) for name, value in SERVICES["valkey"]["environment"].items()}
    process = subprocess.Popen(
        [shell, option, f"{line} --port {port} --bind 127.0.0.1 --dir {tmp_path}"],
        env={**environ, "PATH": f"{valkey.find_program().parent}:/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + MOST_SECONDS
        while (answer := say(port, "PING")) is None:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert answer.startswith("-NOAUTH")
        assert say(port, f"AUTH {FILLED_IN['VALKEY_PASSWORD']}") == "+OK"
    finally:
        process.kill()
        process.wait(10)


def say(port: int, line: str) -> str | None:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"{line}\r\n".encode())
            return connection.recv(200).decode().strip()
    except OSError:
        return None
