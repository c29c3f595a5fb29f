"""What the filter of a report has left out of a file of deals: lost ones, open ones, earlier ones."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from salesgym.numbers.calculations.importing import filtered
from salesgym.numbers.calculations.importing.filtered import Facts
from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Import, Source, StagedDeal

# A full export may lack this share of what is known: deals are deleted in a CRM.
MOST_MISSING = 0.05

# All lines count, also those of other people's deals: they say what the report is filtered by.
FACTS = """
WITH told AS MATERIALIZED (
    SELECT stage, opened_on, closed_on FROM numbers_stageddeal WHERE file_id = %(file)s AND verdict <> 'repeated'
), closed AS MATERIALIZED (
    SELECT min(closed_on) AS first_closed,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_on - opened_on) AS usual_days
    FROM told WHERE closed_on IS NOT NULL
), known AS MATERIALIZED (
    SELECT coalesce(bool_or(stage = 'lost'), false) AS lost, coalesce(bool_or(stage = 'won'), false) AS won,
           coalesce(bool_or(stage = 'open'), false) AS open,
           min(coalesce(opened_on, closed_on)) AS first, min(closed_on) AS first_closed
    FROM numbers_deal WHERE source_id = %(source)s AND taken_out_at IS NULL
)
SELECT count(told.stage), count(*) FILTER (WHERE told.stage <> 'open'), count(*) FILTER (WHERE told.stage = 'lost'),
       count(*) FILTER (WHERE told.stage = 'open'), min(told.opened_on), closed.first_closed, closed.usual_days,
       count(*) FILTER (WHERE closed.first_closed - told.opened_on > closed.usual_days),
       known.lost, known.won, known.open, known.first, known.first_closed
FROM known CROSS JOIN closed LEFT JOIN told ON true
GROUP BY closed.first_closed, closed.usual_days, known.lost, known.won, known.open, known.first,
    known.first_closed
"""

# A join, and no "not in": with 200,000 lines the latter would look through all of them for each known deal.
MISSING = """
WITH known AS (
    SELECT CASE %(day)s WHEN 'opened_on' THEN deal.opened_on ELSE deal.closed_on END AS day,
           told.known_as IS NULL AS is_missing
    FROM numbers_deal AS deal
    LEFT JOIN (SELECT DISTINCT coalesce(nullif(known_as, ''), external_id) AS known_as
               FROM numbers_stageddeal WHERE file_id = %(file)s) AS told
      ON told.known_as = deal.external_id
    WHERE deal.source_id = %(source)s AND deal.taken_out_at IS NULL
)
SELECT count(*), count(*) FILTER (WHERE is_missing), max(day) FILTER (WHERE is_missing)
FROM known WHERE day >= %(first)s
"""


def find(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """Lost, won, open and earlier deals that this file likely does not hold."""
    if file.kind != Source.Kind.DEALS:
        return
    facts = facts_of(file)
    if filtered.has_no_lost(facts):
        yield _lack(file, Code.NO_LOST, facts.decided)
    if filtered.has_no_won(facts):
        yield _lack(file, Code.NO_WON, facts.decided)
    if filtered.has_no_open(facts):
        yield _lack(file, Code.NO_OPEN, facts.deals)
    since = filtered.closed_only_since(facts)
    if since is not None:
        rows = StagedDeal.objects.filter(file=file, opened_on__lt=since).order_by("line")
        lines = tuple(rows.values_list("line", flat=True)[:MOST_LINES])
        options = filtered.options_of(_earlier(file, Code.CLOSED_ONLY_SINCE))
        details = {"since": since.isoformat()}
        yield Lack(Code.CLOSED_ONLY_SINCE, lines, count=rows.count(), options=options, details=details)


def facts_of(file: Import) -> Facts:
    """The staged deals of this file in figures, beside what its source has. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS, {"file": file.pk, "source": file.source_id})
        return Facts(*cursor.fetchone())


def covered_from(file: Import, day: str, first: date | None) -> date | None:
    """From which day on this file has all deals of its source, by a day of theirs (closed_on, opened_on).

    It is the first one of the file, unless known deals are missing from there on: then the Monday after the newest of
    those. None where the file has no such day. One query.
    """
    if first is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(MISSING, {"file": file.pk, "source": file.source_id, "day": day, "first": first})
        known, missing, newest = cursor.fetchone()
    return first if missing <= MOST_MISSING * known else monday(newest) + timedelta(weeks=1)


def _lack(file: Import, code: Code, deals: int) -> Lack:
    return Lack(code, options=filtered.options_of(_earlier(file, code)), details={"deals": str(deals)})


def _earlier(file: Import, code: Code) -> str:
    """What somebody chose about this for an earlier file of the source; "" where nobody did."""
    said = Import.objects.done().filter(source=file.source_id, decisions__chosen__has_key=code.value)
    newest = said.values_list("decisions__chosen", flat=True).first()
    return newest[code.value] if newest else ""
