"""SQL that PostgreSQL plans once per connection and carries out again with other values.

Planning the query behind the frame of a page takes PostgreSQL ten times as long as carrying it out. A statement that one
connection asks for a second time is prepared there; PostgreSQL itself chooses whether to keep one plan for all values.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import AsIs

# A plan of the largest takes 2 MB of the server's process: of the shapes that one connection asks for, the last ones stay.
MOST_KNOWN = 32
# What each connection has asked for, the latest last, and whether it is prepared there. It ends with the connection.
_known: WeakKeyDictionary[Any, dict[str, bool]] = WeakKeyDictionary()
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with `%s` in the places of its `parameters`; `places` names the value of the call that stands there, or None.

    Values are whole numbers, dates and times.
    """

    sql: str
    parameters: list[Any]
    places: list[int | None]
    name: str = field(default_factory=lambda: f"compiled_{next(_numbers)}")

    def rows(self, connection: BaseDatabaseWrapper, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        with connection.cursor() as cursor:
            if self._is_prepared(connection, cursor, values):
                given = f" ({', '.join(['%s'] * len(values))})" if values else ""
                cursor.execute(f"EXECUTE {self.name}{given}", list(values))
            else:
                cursor.execute(self.sql, self._filled(values))
            return cursor.fetchall()

    def _filled(self, values: Sequence[Any]) -> list[Any]:
        return [
            fixed if place is None else values[place]
            for fixed, place in zip(self.parameters, self.places, strict=True)
        ]

    def _is_prepared(self, connection: BaseDatabaseWrapper, cursor: Any, values: Sequence[Any]) -> bool:
        """Whether this connection knows the statement, which it does from the second time on."""
        # Whoever notes down what is asked sees the whole SQL. A pooler gives each transaction another connection.
        is_told = connection.queries_logged or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        if is_told or connection.needs_rollback:
            return False
        known = _known.setdefault(connection.connection, {})
        is_prepared = known.pop(self.name, None)
        # Past the wrappers of Django's cursor: nothing is asked here that a page would be counted for.
        with connection.wrap_database_errors:
            if is_prepared is False:
                cursor.cursor.execute(*self._preparing(values))
            elif is_prepared is None and len(known) >= MOST_KNOWN:
                oldest = next(iter(known))
                if known.pop(oldest):
                    cursor.cursor.execute(f"DEALLOCATE {oldest}")
        known[self.name] = is_prepared is not None
        return known[self.name]

    def _preparing(self, values: Sequence[Any]) -> tuple[str, list[Any]]:
        kinds = f" ({', '.join(map(_kind, values))})" if values else ""
        places = [AsIs(f"${place + 1}") for place in range(len(values))]
        return f"PREPARE {self.name}{kinds} AS {self.sql}", self._filled(places)


def _kind(value: Any) -> str:
    if isinstance(value, datetime):
        return "timestamptz"
    return "date" if isinstance(value, date) else "bigint"
