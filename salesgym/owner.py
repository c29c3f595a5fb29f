"""Two roles of the database: one owns the tables and migrates them, the other one serves and works.

The app's role (DATABASE_URL) reads and writes rows and owns nothing, so that it can neither switch the triggers off
that keep records nor empty a table. The owner (DATABASE_OWNER_URL) migrates, backs up and restores. With DATABASE_URL
alone one role does both.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from psycopg2 import sql

# Tables with this trigger take new rows only; see plans/migrations/0002_rules.py.
KEEPS_RECORDS = "records_never_change"
# From this version on a role may be allowed to analyze tables that it does not own.
MAINTAIN_SINCE = 170000


@dataclass(frozen=True)
class Role:
    """A role of the database, with the password by which it signs in; empty where the server asks for none."""

    name: str
    password: str


@contextmanager
def as_owner() -> Iterator[Role]:
    """Be the role that owns the tables, without a statement timeout; gives the role of the app.

    Where they are two, the connection is another one while the context lasts: not inside a transaction.
    """
    own = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    app = Role(str(own["USER"]), str(own["PASSWORD"]))
    if settings.DATABASE_OWNER:
        _reconnect({name: settings.DATABASE_OWNER[name] for name in own})
    try:
        _execute(sql.SQL("SET statement_timeout = 0"))
        yield app
    finally:
        if settings.DATABASE_OWNER:
            _reconnect(own)
        else:
            # A connection that is gone has no limit to give back, and its own error is told.
            with suppress(DatabaseError):
                _execute(sql.SQL("RESET statement_timeout"))


def _reconnect(values: dict[str, object]) -> None:
    connection.close()
    connection.settings_dict.update(values)


def let_work(app: Role) -> None:
    """Give the app's role what it needs in every table of today, and no more; called by the owner.

    Makes the role where it is missing, and gives it the password of today. Nothing where one role does both. Raises
    ImproperlyConfigured where the app's role has no name or owns tables itself: foreign keys are checked as the owner.
    """
    if not settings.DATABASE_OWNER or app.name == settings.DATABASE_OWNER["USER"]:
        return
    if not app.name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no role: write postgresql://role:password@host/database."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", [app.name])
        if cursor.fetchone():
            raise ImproperlyConfigured(
                f"{app.name} of DATABASE_URL owns the tables: name it in DATABASE_OWNER_URL, and a new role in DATABASE_URL."
            )
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app.name])
        is_known = cursor.fetchone() is not None
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        may_make = cursor.fetchone()[0]
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [KEEPS_RECORDS])
        records = [table for (table,) in cursor.fetchall()]
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    if not is_known or (may_make and app.password):
        _execute(_role(app, "ALTER" if is_known else "CREATE"))
    _execute(_rights(app, records, version))


def _role(app: Role, verb: str) -> sql.Composable:
    password = sql.SQL(" PASSWORD {}").format(sql.Literal(app.password)) if app.password else sql.SQL("")
    return sql.SQL(verb + " ROLE {} LOGIN").format(sql.Identifier(app.name)) + password


def _rights(app: Role, records: list[str], version: int) -> sql.Composable:
    """Rows of every table; of `records`, tables named as the server writes them, only to read and to add."""
    lines = [
        "GRANT USAGE ON SCHEMA public TO {app}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}",
    ]
    if version >= MAINTAIN_SINCE:
        lines.append("GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {app}")
    lines += [f"REVOKE UPDATE, DELETE ON {table} FROM {{app}}" for table in records]
    return sql.SQL("; ").join(sql.SQL(line).format(app=sql.Identifier(app.name)) for line in lines)


def _execute(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
