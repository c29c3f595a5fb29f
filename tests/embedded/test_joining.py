import os
from pathlib import Path

import psycopg2
import pytest

from salesgym.services import places, processes
from tests.embedded.users import (
    User,
    ask,
    eventually,
    is_stopped,
    postgres_pid,
)

pytestmark = pytest.mark.fault


def test_a_database_is_made_on_demand_and_is_durable(data: Path) -> None:
    answer = ask(data)
    assert answer.stdout.split() == [
        "salesgym",
        "on",
        f"redis+socket://{data}/run/valkey/valkey.sock?virtual_host=0",
    ], answer.stderr


@pytest.mark.usefixtures("laid_out")
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


@pytest.mark.usefixtures("laid_out")
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


@pytest.mark.usefixtures("laid_out")
def test_a_child_of_a_user_joins_and_is_not_refused(data: Path) -> None:
    user = User(data, SALESGYM_DEMO="1").wait()
    answer = ask(data, SALESGYM_DEMO="1", DATABASE_URL=places.database_url(data, "salesgym_demo"))
    assert answer.stdout.startswith("salesgym_demo"), answer.stderr
    user.leave()


def test_the_tests_run_on_services_of_their_own() -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('max_connections')")
        assert cursor.fetchone() == ("off", "200")
    connection.close()
