"""A database of the bench's own, on the server that is there anyway, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection

PREFIX = "salesgym_bench_"


@contextmanager
def throw_away(*, like: str = "") -> Iterator[str]:
    """Every query of this process goes to a fresh, migrated database; its address, for other processes.

    A copy of the database `like`, which is empty and which nobody uses just now, needs no migrating.
    """
    own, name = connection.settings_dict["NAME"], f"{PREFIX}{os.getpid()}"
    _execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
    try:
        _point_at(name)
        if not like:
            call_command("migrate", verbosity=0)
        yield address(name)
    finally:
        _point_at(own)
        _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address(name: str) -> str:
    """The DATABASE_URL of this database, on the server of ours."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{quote(name, safe='')}"))


def settle() -> None:
    """What autovacuum would have done by tomorrow: statistics, and pages known to be visible to all."""
    _execute("VACUUM (ANALYZE)")


def _point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(statement)
