"""What the migrations put in (metrics, skills, rubrics, drills and the switches of areas), kept for those who come after a
flush of every table."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.db import connection, transaction
from django.db.models import Model

Rows = dict[str, bytes]


def kept() -> Rows:
    """The rows as they stand, by table, in the order in which they refer to each other."""
    rows = {}
    with connection.cursor() as cursor:
        for model in _models():
            copied = BytesIO()
            cursor.copy_expert(f'COPY "{model._meta.db_table}" TO STDOUT', copied)
            rows[model._meta.db_table] = copied.getvalue()
    return rows


@transaction.atomic
def put_back(rows: Rows) -> None:
    """The same rows again, where there are none."""
    from salesgym.numbers.models import Metric

    if Metric.objects.exists():
        return
    with connection.cursor() as cursor:
        for table, copied in rows.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(copied))


@contextmanager
def forgotten_afterwards(rows: Rows) -> Iterator[None]:
    """A transaction for what a whole module shares: it begins with the standard rows and is rolled back in the end.

    A module's fixtures come before those of its first test, so the test before may have left every table empty. The
    rows are committed first: a content type made inside would go with the transaction, while Django would keep its
    number for every later test of this process.
    """
    put_back(rows)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stop_writing_permissions() -> None:
    """A flush writes about 200 permissions anew, which nothing here asks for, and the content types, which come back
    with the standard rows."""
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


def _models() -> list[type[Model]]:
    from django.contrib.contenttypes.models import ContentType

    from plans.models import Behavior, Drill, Skill
    from salesgym.numbers.models import Metric
    from salesgym.people.models import AreaSwitch

    return [ContentType, Metric, Skill, Behavior, Drill, AreaSwitch]


def rest_the_guards_of_records() -> None:
    """Let a flush empty the tables of records, whose triggers refuse TRUNCATE; a test of them wakes them for itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'records_are_never_emptied'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER records_are_never_emptied")
