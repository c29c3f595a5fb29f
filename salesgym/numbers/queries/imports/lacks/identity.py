"""What the IDs of a file cannot tell: deals on several lines, and lines without IDs."""

from collections.abc import Iterator

from django.db import connection

from salesgym.numbers.calculations.importing.columns.settling import missing
from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.layout import Kind, Layout
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import Import

ONE_AMOUNT, ADD_UP = "one_amount", "lines_add_up"
GO_ON = "go_on_without"
# Found while the lines are read, as a choice changes them; kept when the file is compared again.
OF_READING = frozenset({Code.REPEATED_ID, Code.NO_ID})

# IDs on several lines that agree in all but name and amount. Some differ in amount, or the file has products and
# most of its IDs repeat: the same line twice alone is no question.
REPEATED = """
WITH deals AS (
    SELECT external_id, count(*) AS lines, array_agg(line) AS numbers,
        count(DISTINCT coalesce(amount_minor, -1)) > 1 AS differs,
        count(DISTINCT (lower(owner_key), stage, currency, opened_on, closed_on)) = 1 AS agrees
    FROM numbers_stageddeal WHERE file_id = %(file)s GROUP BY external_id
), asked AS (
    SELECT * FROM deals WHERE lines > 1 AND agrees AND (
        (SELECT bool_or(differs AND agrees) FROM deals)
        OR (%(has_products)s AND (SELECT sum(lines) >= 2 * count(*) FROM deals))
    )
)
SELECT line FROM asked CROSS JOIN LATERAL unnest(numbers) AS line ORDER BY line
"""


def repeated(file: Import, layout: Layout) -> Iterator[Lack]:
    """Deals that stand on several lines: whether the amount is the deal's or the line's is asked."""
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, {"file": file.pk, "has_products": Role.PRODUCT in layout.roles})
        lines = [line for (line,) in cursor.fetchall()]
    if lines:
        yield Lack(
            Code.REPEATED_ID,
            tuple(lines[:MOST_LINES]),
            count=len(lines),
            options=(ONE_AMOUNT, ADD_UP),
            is_asked=True,
        )


def without_id(layout: Layout, *, system: str) -> Iterator[Lack]:
    """Deals without an ID: asked until somebody goes on without, and said from then on."""
    is_missing = layout.kind is Kind.DEALS and Role.EXTERNAL_ID in missing(layout.kind, layout.roles)
    if is_missing:
        yield Lack(
            Code.NO_ID,
            options=(GO_ON,),
            is_asked=not layout.is_without_id,
            details={"system": system},
        )


def kept(_file: Import, decisions: Decisions) -> Iterator[Lack]:
    """What was found while the lines were read."""
    yield from (lack for lack in decisions.lacks if lack.code in OF_READING)
