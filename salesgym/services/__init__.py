"""Embedded PostgreSQL and Valkey for one machine, the demo and the tests.

`DATABASE_URL` and `REDIS_URL` take precedence, each for its own service. Where one is missing, `attach()`
starts both servers in the data folder, or uses those that run, and holds a shared lock while this
process lives. The supervisor that owns the servers stops them once nobody holds that lock.

The embedded PostgreSQL has two roles, one that owns the tables and one that serves and works (salesgym/owner.py).
"""

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from salesgym.services import places
from salesgym.services.places import Unavailable, data_folder

if TYPE_CHECKING:
    from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class in spite of its name
    from psycopg2.sql import Composed

__all__ = [
    "Unavailable",
    "attach",
    "data_folder",
    "database_url",
    "is_demo",
    "keep_running",
    "redis_url",
    "run",
]


def is_demo() -> bool:
    """Whether this process serves the sample organization."""
    return os.environ.get("SALESGYM_DEMO", "").strip().lower() in {"1", "true", "yes", "on"}


def database_url(name: str | None = None) -> str:
    """The URL of a database of the embedded PostgreSQL, for the role of the app."""
    own = "salesgym_demo" if is_demo() else "salesgym"
    return places.database_url(data_folder(), name or own, places.APP)


def redis_url(number: int | None = None) -> str:
    """The URL of a numbered database of the embedded Valkey."""
    return places.redis_url(data_folder(), (1 if is_demo() else 0) if number is None else number)


def attach(database: str | None = None) -> None:
    """Make sure that servers run, and that DATABASE_URL and REDIS_URL in the environment lead to them.

    DATABASE_OWNER_URL then names the owner of the tables, unless the role of DATABASE_URL is that owner itself.
    """
    _join(database)


def keep_running() -> None:
    """From now on start the services again when they were killed, as long as this process lives and uses them."""
    urls = [os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")]
    if any(url and places.is_own(data_folder(), url) for url in urls):
        from salesgym.services.joining import watch

        watch(data_folder())


def run(command: list[str], *, forget: Collection[str] = ()) -> None:
    """Replace this process by the command, which keeps the services running with its children.

    Its PATH has the pg_dump and psql of the server's version. It does not inherit the variables in `forget`.
    """
    held = _join(None)
    for name in forget:
        os.environ.pop(name, None)
    with suppress(Unavailable):
        os.environ["PATH"] = os.pathsep.join([str(_programs()), os.environ.get("PATH", os.defpath)])
    if held is not None:
        os.set_inheritable(held, True)
    try:
        os.execvp(command[0], command)  # noqa: S606
    except OSError as error:
        raise Unavailable(f"{command[0]} cannot be run: {error.strerror}.") from error


def _join(database: str | None) -> int | None:
    """The file descriptor that keeps the services running; None where only external servers are used."""
    given = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
    # A child inherits our own URLs from the process that attached; only other URLs count as foreign.
    foreign = {name for name, url in given.items() if url and not places.is_own(data_folder(), url)}
    if is_demo() and foreign:
        raise Unavailable(
            f"{' and '.join(sorted(foreign))} is set, and the demo uses a database and a broker of its own. "
            "Unset it (env -u DATABASE_URL -u REDIS_URL make demo), or leave SALESGYM_DEMO out."
        )
    if len(foreign) == len(given):
        return None
    if sys.platform == "win32":
        raise Unavailable("There are no embedded services for Windows. Use docker compose up.")
    from salesgym.services.joining import hold

    held = hold(data_folder())
    if "DATABASE_URL" not in foreign:
        os.environ["DATABASE_URL"] = given["DATABASE_URL"] or database_url(database)
        _name_the_owner(os.environ["DATABASE_URL"])
        _ensure_database(os.environ["DATABASE_URL"])
    if "REDIS_URL" not in foreign:
        os.environ["REDIS_URL"] = given["REDIS_URL"] or redis_url()
    return held


def _name_the_owner(url: str) -> None:
    if places.role_name(url) == places.OWNER:
        os.environ.pop("DATABASE_OWNER_URL", None)
    else:
        os.environ["DATABASE_OWNER_URL"] = places.database_url(data_folder(), places.database_name(url))


def _programs() -> Path:
    from salesgym.services.postgres import packaged_programs

    return packaged_programs()


def _ensure_database(url: str) -> None:
    """Create the role of the app and the database that the URL names, where they are missing."""
    import psycopg2
    from psycopg2 import sql

    name = places.database_name(url)
    connection = psycopg2.connect(places.database_url(data_folder(), "postgres"), connect_timeout=10)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [places.APP])
            if cursor.fetchone() is None:
                _create(cursor, sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(places.APP)))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                _create(cursor, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    finally:
        connection.close()


def _create(cursor: "Cursor", statement: "Composed") -> None:
    from psycopg2 import errors

    # Whoever is refused here comes after another process that created it at the same time.
    with suppress(errors.DuplicateDatabase, errors.DuplicateObject, errors.UniqueViolation):
        cursor.execute(statement)
