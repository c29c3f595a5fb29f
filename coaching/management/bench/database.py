"""The bench's own database: made on the configured server, and dropped afterwards."""

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
    """A context in which this process uses a new, migrated database; gives its DATABASE_URL, for other processes.

    With `like`, the database is a copy of that one and is not migrated; `like` must be migrated, empty, and
    without connections.
    """
    _be_the_owner()
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


def _be_the_owner() -> None:
    """Do everything as the role that owns the tables, for as long as this process lives: it makes whole databases."""
    if settings.DATABASE_OWNER:
        connection.close()
        connection.settings_dict.update(
            {name: settings.DATABASE_OWNER[name] for name in ("USER", "PASSWORD")}
        )
        os.environ["DATABASE_URL"] = os.environ.pop("DATABASE_OWNER_URL")
        settings.DATABASE_OWNER = None


def address(name: str) -> str:
    """The DATABASE_URL of the database `name` on the configured server."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{quote(name, safe='')}"))


def settle() -> None:
    """Do at once what autovacuum would do later: planner statistics, and the visibility map for index-only scans."""
    _execute("VACUUM (ANALYZE)")


def _point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(statement)
