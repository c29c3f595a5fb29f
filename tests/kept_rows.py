"""All rows of the database as COPY writes them: what takes seconds to build is put back in a moment."""

import os
import pickle
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from django.db import connection, transaction

from salesgym import services
from salesgym.services import locking
from tests.patience import MOST_SECONDS


class KeptRows:
    """A copy of every table, taken once and put back before each test that wants it.

    The workers of one run share what the first of them built, by a file of this name in the data folder of the run.
    """

    def __init__(self, name: str) -> None:
        self.tables: dict[str, bytes] = {}
        self.last_ids: list[tuple[str, int]] = []
        # A database of somebody else's outlives the run, and so would the file.
        is_own = "TEST_TEMPLATE" in os.environ
        self.file: Path | None = services.data_folder() / f"{name}.rows" if is_own else None

    def bring(self, build: Callable[[], object]) -> None:
        """The rows that `build` makes, built by whoever comes first."""
        if self.put_back():
            return
        if self.file is None:
            build()
            self._keep()
            return
        lock = locking.take(self.file.with_suffix(".lock"), seconds=MOST_SECONDS)
        try:
            if self.file.exists():
                self.tables, self.last_ids = pickle.loads(self.file.read_bytes())  # noqa: S301 - our own file
                self.put_back()
                return
            build()
            self._keep()
            self.file.write_bytes(pickle.dumps((self.tables, self.last_ids)))
        finally:
            if lock is not None:
                os.close(lock)

    def _keep(self) -> None:
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                rows = BytesIO()
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
                self.tables[table] = rows.getvalue()
            for sequence in connection.introspection.sequence_list():
                cursor.execute(
                    f"SELECT pg_get_serial_sequence(%s, %s), max({sequence['column']}) FROM {sequence['table']}",  # noqa: S608 - names from the database itself
                    [sequence["table"], sequence["column"]],
                )
                name, last = cursor.fetchone()
                if name and last:
                    self.last_ids.append((name, last))

    @transaction.atomic
    def put_back(self) -> bool:
        """True where there was something to put back; whatever the tables held before is gone.

        A database of somebody else's, in which we may not switch triggers off, is built anew each time.
        """
        if not self.tables:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                return False
            cursor.execute("SET LOCAL session_replication_role = replica")
            # Nearly all tables are empty, and TRUNCATE gives each of them new files all the same.
            cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in self.tables))  # noqa: S608 - our own names
            for table, rows in self.tables.items():
                if rows:
                    cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(rows))
            # Never back: whoever comes next may still hold rows with later numbers.
            cursor.execute(
                "; ".join(
                    f"SELECT setval('{name}', greatest({last}, last_value)) FROM {name}"  # noqa: S608
                    for name, last in self.last_ids
                )
            )
            # A test that goes on in the same transaction finds its triggers.
            cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        return True
