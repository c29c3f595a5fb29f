"""What PostgreSQL reads for the queries of a block, in buffers: unlike a clock these do not wobble."""

from collections.abc import Iterable

from django.db import connection


def of(queries: Iterable[dict[str, str]]) -> list[int]:
    """How many buffers each of these captured queries touches. What writes is left out."""
    return [_buffers(one["sql"]) for one in queries if one["sql"].lstrip("( ").startswith("SELECT")]


def _buffers(sql: str) -> int:
    with connection.cursor() as cursor:
        # Asked with the values in it: no parameters are left.
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
