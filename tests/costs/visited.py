"""How many rows PostgreSQL goes through for the queries of a block: unlike a clock this does not wobble.

Nor do other tests change it, as they change buffers, by the dead rows that they leave behind in the tables.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

# How statements begin that write or belong to a transaction. They are named, and not those that read: a query that
# begins in another way, such as with WITH, counts then too.
NOT_READING = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK")


def rows_of(queries: Iterable[dict[str, str]]) -> list[int]:
    """The rows that each of these captured queries goes through, those it drops among them; what writes is left out."""
    return [_rows(_plan(one["sql"])) for one in queries if not one["sql"].startswith(NOT_READING)]


def _rows(step: dict[str, Any]) -> int:
    rows = step["Actual Rows"] + sum(
        many for name, many in step.items() if name.startswith("Rows Removed by")
    )
    return round(rows * step["Actual Loops"]) + sum(map(_rows, step.get("Plans", ())))


def _plan(sql: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        # Asked with the values in it: no parameters are left.
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
        return cursor.fetchone()[0][0]["Plan"]
