import stat
import subprocess
from pathlib import Path

import pytest

from salesgym import services
from salesgym.services import places, postgres
from tests.embedded.users import IS_ROOT, User, ask, eventually

pytestmark = pytest.mark.fault


def test_sockets_move_where_the_path_is_too_long(data: Path) -> None:
    deep = data / ("a-folder-with-a-long-name-" * 4)
    answer = ask(deep)
    assert answer.stdout.startswith("salesgym on"), answer.stderr
    assert str(deep) not in answer.stdout
    private = Path(answer.stdout.split("redis+socket://")[1]).parent.parent
    assert eventually(lambda: not private.exists())


def test_sockets_and_data_are_open_to_their_owner_alone(data: Path) -> None:
    user = User(data).wait()
    for name in ("run/postgres", "run/valkey", "postgres", "valkey", "log", "mail"):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o700, name
    user.leave()


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
