"""Large statements in pieces of a bounded number of rows, so that none comes near the statement timeout."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.db import connection, models

ROWS_AT_ONCE = 5_000
LAST_ID = 2**63 - 1

EDGES = """
SELECT id FROM (
    SELECT id, row_number() OVER (ORDER BY id) AS place FROM {table} WHERE {column} = %(file)s
) AS numbered WHERE place %% %(rows)s = 0 ORDER BY id
"""


def run(statement: str, *, over: type[models.Model], column: str, file_id: int) -> None:
    """Run a statement once for every few thousand of the rows of `over` that have the file's id in `column`.

    The statement gets %(file)s, and %(after)s and %(upto)s: the ids of these rows are above the first, up to the second.
    """
    for ids in _ranges(over, column, file_id):
        with connection.cursor() as cursor:
            cursor.execute(statement, ids)


def analyze(model: type[models.Model]) -> None:
    """ANALYZE a table of which this transaction wrote or deleted much, so that its next queries are planned well.

    Autovacuum cannot do it in time: it sees the rows after the commit.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _ranges(over: type[models.Model], column: str, file_id: int) -> Iterator[Mapping[str, int]]:
    quote = connection.ops.quote_name
    edges = EDGES.format(table=quote(over._meta.db_table), column=quote(column))
    with connection.cursor() as cursor:
        cursor.execute(edges, {"file": file_id, "rows": ROWS_AT_ONCE})
        found = [edge for (edge,) in cursor.fetchall()]
    for after, upto in pairwise([0, *found, LAST_ID]):
        yield {"file": file_id, "after": after, "upto": upto}
