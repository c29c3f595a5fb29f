"""How the tables are emptied after a test that commits."""

from django.db import connection
from django.db.models.signals import post_migrate

# Whether tables were emptied since somebody looked: most tests come after one that only rolled back.
_since_looked = False


def by_deleting() -> None:
    """Let Django's flush delete the rows, in a tenth of the time that TRUNCATE needs to give 90 tables new files."""
    post_migrate.connect(_remember, dispatch_uid="tests.emptying")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        # A database of somebody else's, in which we may not switch triggers off, is emptied as Django does it.
        if cursor.fetchone()[0]:
            type(connection.ops).sql_flush = _sql_flush


def end_other_sessions() -> None:
    """End whoever is still connected to the test database but us."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def was_done() -> bool:
    """True once after each time the tables were emptied."""
    global _since_looked
    was, _since_looked = _since_looked, False
    return was


def _remember(**_kwargs: object) -> None:
    """Every flush ends in this signal, for each app."""
    global _since_looked
    _since_looked = True


def _sql_flush(
    operations: object,
    style: object,
    tables: list[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """The statements that empty these tables, which are all there are; sequences go on, as after every test."""
    assert not reset_sequences
    names = [f'"{table}"' for table in tables]
    return [
        # Whoever still reads or writes is waited for, as TRUNCATE does.
        f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",
        "SET LOCAL session_replication_role = replica",
        "; ".join(f"DELETE FROM {name}" for name in names),  # noqa: S608 - our own names
        "SET LOCAL session_replication_role TO DEFAULT",
    ]
