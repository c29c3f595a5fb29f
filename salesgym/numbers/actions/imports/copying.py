"""Writes rows by COPY in batches, so that memory does not grow with the file."""

import csv
import io
from collections.abc import Callable, Sequence
from types import TracebackType

from django.db import connection, models, transaction

Cell = object | None
# Rows that wait at most. They are in memory as text, four bytes a letter, until they are written.
BATCH = 2_000


class Copy:
    """Collects rows of one model and writes them in batches; the last batch when the block ends.

    `hold` is called in the transaction of each batch; it raises where the writer has lost the file.
    """

    def __init__(
        self,
        model: type[models.Model],
        fields: Sequence[str],
        *,
        batch: int = BATCH,
        hold: Callable[[], None] | None = None,
    ) -> None:
        table = connection.ops.quote_name(model._meta.db_table)
        known = [field for field in model._meta.concrete_fields if field.name in fields]
        columns = ", ".join(_column_of(model, name) for name in fields)
        # An empty cell becomes "" in a text column and NULL in a column of numbers or dates.
        texts = ", ".join(
            _column_of(model, field.name)
            for field in known
            if isinstance(field, models.CharField | models.TextField)
        )
        filled = f", FORCE_NOT_NULL ({texts})" if texts else ""
        self._statement = f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv{filled})"
        self._batch, self._hold = batch, hold
        self._start()

    def __enter__(self) -> "Copy":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if error is None:
            self.flush()

    def add(self, row: Sequence[Cell]) -> None:
        """Add a row, its values in the order of the fields. None and "" are both empty cells."""
        self._writer.writerow(row)
        self._waiting += 1
        if self._waiting >= self._batch:
            self.flush()

    def flush(self) -> None:
        """Write the collected rows."""
        if self._waiting:
            self._buffer.seek(0)
            # COPY bypasses Django's cursor, so convert psycopg's errors into Django's here.
            with transaction.atomic(), connection.wrap_database_errors, connection.cursor() as cursor:
                if self._hold is not None:
                    self._hold()
                cursor.copy_expert(self._statement, self._buffer)
        self._start()

    def _start(self) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, lineterminator="\n")
        self._waiting = 0


def _column_of(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(str(getattr(model._meta.get_field(name), "column", name)))
