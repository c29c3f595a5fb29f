"""Our migrate is quicker than Django's and leaves the same database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection
from django.db.migrations.state import ProjectState

from coaching.management.commands.migrate import one_model_at_a_time
from salesgym.services import postgres

DJANGOS_OWN = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0)
"""


def url_of(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def run(*command: str, **more: str) -> str:
    done = subprocess.run(
        command, env={**os.environ, **more}, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def schema(database: str) -> list[str]:
    dump = run(str(postgres.packaged_programs() / "pg_dump"), "--schema-only", "--no-owner", url_of(database))
    # These two lines hold a new random word each time.
    return [line for line in dump.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]


@pytest.fixture
def another_database() -> Iterator[str]:
    name = f"migrated_{os.getpid()}"
    server = psycopg2.connect(url_of("postgres"))
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield name
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.mark.django_db
def test_every_table_rule_and_index_is_as_django_makes_it(another_database: str) -> None:
    run(
        *(sys.executable, "-c", DJANGOS_OWN),
        DATABASE_URL=url_of(another_database),
        DJANGO_SETTINGS_MODULE="salesgym.settings",
    )

    assert schema(connection.settings_dict["NAME"]) == schema(another_database)


def test_djangos_own_way_is_back_afterwards() -> None:
    before = ProjectState.reload_model

    with one_model_at_a_time():
        assert ProjectState.reload_model is not before

    assert ProjectState.reload_model is before
