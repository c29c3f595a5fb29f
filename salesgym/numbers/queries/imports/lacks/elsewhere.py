"""New deals of a file that have the facts of known ones: the same deals under another ID, or from another system."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Deal, Import, Source, StagedDeal, Verdict
from salesgym.numbers.queries.imports.dates import days_moved

LEAVE_OUT, TAKE_IN = "leave_out", "take_in"

# Each known deal is paired with one line at most, and none that the file itself has under its ID. Both are grouped and
# not joined: the database knows little about rows staged just now, and could hold each line against each deal. Where the
# source moves to now with the file, its known deals are still to move. A deal that was kept from an owner is known under
# both: under the one it has, and under the one that files name. New lines that have a known deal are paired already, and
# so they are again.
PAIRS = """
WITH told AS (
    SELECT id, line, NULL::bigint AS source_id, owner_id, lower(name) AS name, amount_minor, currency, opened_on, closed_on
    FROM numbers_stageddeal WHERE file_id = %(file)s AND verdict = 'added'
    UNION ALL
    SELECT id, NULL, source_id, named.owner_id, lower(name), amount_minor, currency,
        opened_on + CASE source_id WHEN %(source)s THEN %(days)s ELSE 0 END,
        closed_on + CASE source_id WHEN %(source)s THEN %(days)s ELSE 0 END
    FROM numbers_deal AS deal CROSS JOIN LATERAL unnest(ARRAY[deal.owner_id, deal.kept_from_id]) AS named(owner_id)
    WHERE named.owner_id = ANY(%(owners)s) AND CASE WHEN taken_out_at IS NULL THEN TRUE END
      AND id NOT IN (
          SELECT known_id FROM numbers_stageddeal
          WHERE file_id = %(file)s AND known_id IS NOT NULL AND verdict <> 'added'
      )
), placed AS (
    SELECT *, row_number() OVER (
        PARTITION BY owner_id, name, amount_minor, currency, opened_on, closed_on, source_id IS NULL ORDER BY id
    ) AS place
    FROM told WHERE name <> '' AND coalesce(opened_on, closed_on) IS NOT NULL
), paired AS (
    SELECT max(id) FILTER (WHERE source_id IS NULL) AS staged_id, max(line) AS line, max(source_id) AS source_id,
        max(id) FILTER (WHERE source_id IS NOT NULL) AS known_id
    FROM placed GROUP BY owner_id, name, amount_minor, currency, opened_on, closed_on, place
    HAVING count(*) = 2
), once AS (SELECT DISTINCT ON (known_id) * FROM paired ORDER BY known_id, line)
SELECT staged_id, line, source_id, known_id FROM once ORDER BY line
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A new line of the file, by its staged row, that has the facts of a known deal of this source."""

    staged_id: int
    line: int
    source_id: int
    known_id: int


def pairs(file: Import) -> list[Pair]:
    """The new lines that have owner, name, days and amount of known deals, where these are most of the new ones."""
    if file.kind != Source.Kind.DEALS:
        return []
    added = StagedDeal.objects.filter(file=file, verdict=Verdict.ADDED).order_by()
    owners = list(added.values_list("owner_id", flat=True).distinct())
    if not owners or not Deal.objects.filter(Q(owner__in=owners) | Q(kept_from__in=owners)).exists():
        return []
    told = {"file": file.pk, "source": file.source_id, "days": days_moved(file), "owners": owners}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, told)
        found = [Pair(*row) for row in cursor.fetchall()]
    return found if 2 * len(found) > added.count() else []


def known(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """New deals that are likely known ones. Nothing goes in before somebody says which: they would count twice."""
    found = pairs(file)
    if found:
        sources = Source.objects.filter(pk__in={pair.source_id for pair in found}).order_by("name")
        added = StagedDeal.objects.filter(file=file, verdict=Verdict.ADDED).count()
        yield Lack(
            Code.KNOWN_ELSEWHERE,
            tuple(pair.line for pair in found[:MOST_LINES]),
            count=len(found),
            options=(LEAVE_OUT, TAKE_IN),
            is_asked=True,
            details={"added": str(added), "sources": ", ".join(source.name for source in sources)},
        )
