"""A backup put back into an empty database, by the very commands of docs/OPERATIONS.md, with both roles."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from plans.models import Signature
from plans.queries.history_chain import verify
from salesgym import services
from salesgym.services import places
from tests.factories.numbers import standard_metrics
from tests.patience import MOST_SECONDS
from tests.plans.test_history_chain import signed_and_closed
from tests.roles import IS_THERE
from tests.test_owner import RECORDS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not IS_THERE, reason="a database from outside has roles of its own"),
]
CHANGES = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}")
PLACES = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def documented(program: str, dump: Path) -> list[str]:
    """The line of the operator's book that starts this program, with the dump in a place of the test's."""
    book = (django_settings.BASE_DIR / "docs/OPERATIONS.md").read_text()
    (line,) = re.findall(rf"^\.venv/bin/python .*'{program} .*$", book, re.MULTILINE)
    words = shlex.split(line.replace("salesgym.dump", str(dump)))
    return [sys.executable, *words[1:]]


def run(command: list[str], url: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment |= {"SALESGYM_DATA": str(services.data_folder()), "DATABASE_URL": url}
    done = subprocess.run(
        command,
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def restored(name: str, settings) -> Iterator[None]:
    """Django at this database, as the role of the app, whose owner is named beside it; dropped at the end."""
    own = {place: connection.settings_dict[place] for place in PLACES}
    settings.DATABASE_OWNER = own
    connection.close()
    connection.settings_dict.update(NAME=name, USER=places.APP)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)
        server = psycopg2.connect(places.database_url(services.data_folder(), "postgres"))
        server.autocommit = True
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def test_what_was_put_back_verifies_and_its_records_are_as_closed_to_the_app(
    rep, manager, tmp_path, settings
):
    settings.STORAGES = {
        **settings.STORAGES,
        "heads": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    standard_metrics()
    with transaction.atomic():
        plan = signed_and_closed(rep, manager)
    name, data = f"restored_{os.getpid()}", services.data_folder()
    run(
        documented("pg_dump", tmp_path / "salesgym.dump"),
        places.database_url(data, connection.settings_dict["NAME"], places.APP),
    )
    run(documented("pg_restore", tmp_path / "salesgym.dump"), places.database_url(data, name, places.APP))

    with restored(name, settings):
        call_command("migrate", verbosity=0)

        found = verify()
        assert (found.plans, found.bad) == (1, [])
        assert found.events > Signature.objects.filter(agreement__plan=plan.pk).count() > 0
        for table in RECORDS:
            for statement in CHANGES:
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement.format(table))
