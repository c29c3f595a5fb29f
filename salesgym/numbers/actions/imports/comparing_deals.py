"""Compares the deals of a file with the stored deals of the same source."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import matching
from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.stored import look_from_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Import, StagedDeal
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.numbers.queries.imports.owners import whose

LINES_NAMED = 5

# The owner of each line is looked up by the index, once a line (OFFSET keeps the lookup apart): the database knows little of
# rows staged just now, and could sort the whole file anew for each owner.
# A deal that was known without an ID changes where the line has one: it takes that over.
# Lines with the same id and the same contents count as one; if the contents differ, all are refused.
PLACE = """
UPDATE numbers_stageddeal AS staged
SET owner_id = fresh.owner_id, known_id = fresh.known_id, verdict = fresh.verdict
FROM (
    SELECT told.id, who.person_id AS owner_id, known.id AS known_id,
        CASE
            WHEN told.contradicts OR told.known_as = %(unclear)s OR who.standing IN ('unknown', 'several') THEN 'refused'
            WHEN who.standing = 'left_out' THEN 'left_out'
            WHEN who.standing = 'not_yours' AND (known.owner_id IS NULL OR who.person_id IS NULL
                 OR NOT known.owner_id = ANY(%(own)s)) THEN 'left_out'
            WHEN told.place > 1 THEN 'repeated'
            WHEN known.taken_out_at IS NOT NULL THEN 'left_out'
            WHEN known.id IS NULL THEN 'added'
            WHEN told.takes_over THEN 'changed'
            WHEN (known.owner_id, known.name, known.stage, known.amount_minor, known.currency, known.opened_on,
                  known.closed_on) IS NOT DISTINCT FROM
                 (who.person_id, told.name, told.stage, told.amount_minor, told.currency, told.opened_on,
                  told.closed_on) THEN 'unchanged'
            ELSE 'changed'
        END AS verdict
    FROM (
        SELECT *, row_number() OVER same AS place, known_as <> '' AND NOT %(is_without_id)s AS takes_over,
            CASE WHEN %(is_without_id)s THEN count(*) OVER whole > 1
                 ELSE min(facts) OVER whole <> max(facts) OVER whole END AS contradicts
        FROM (
            SELECT *, hashtextextended(
                concat_ws(E'\\x1f', lower(owner_key), name, stage, coalesce(amount_minor::text, ''), currency,
                          coalesce(opened_on::text, ''), coalesce(closed_on::text, '')), 0) AS facts
            FROM numbers_stageddeal WHERE file_id = %(file)s
        ) AS hashed
        WINDOW whole AS (PARTITION BY external_id), same AS (PARTITION BY external_id ORDER BY line)
    ) AS told
    CROSS JOIN LATERAL (
        SELECT person_id, standing FROM numbers_stagedowner
        WHERE file_id = %(file)s AND key = told.owner_key OFFSET 0
    ) AS who
    LEFT JOIN numbers_deal AS known ON known.source_id = %(source)s AND known.external_id = coalesce(nullif(told.known_as, ''), told.external_id)
) AS fresh
WHERE staged.id = fresh.id AND (staged.owner_id, staged.known_id, staged.verdict)
    IS DISTINCT FROM (fresh.owner_id, fresh.known_id, fresh.verdict)
"""

# The sentence names a few of the lines only: all lines in every sentence would need quadratic space.
SAY_CONTRADICTIONS = """
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT %(file)s, staged.line, %(trouble)s, format(%(reason)s, told.external_id, told.places)
FROM numbers_stageddeal AS staged JOIN (
    SELECT external_id, named.places || CASE WHEN several.count > %(most)s THEN ', …' ELSE '' END AS places
    FROM (
        SELECT external_id, count(*), array_agg(line ORDER BY line) AS lines
        FROM numbers_stageddeal WHERE file_id = %(file)s
        GROUP BY external_id HAVING count(*) > 1 AND bool_or(verdict = 'refused')
    ) AS several CROSS JOIN LATERAL (
        SELECT string_agg(CASE WHEN sheet.name IS NULL THEN line::text
                               ELSE format(%(place)s, sheet.name, line - sheet.shift) END, %(between)s
                          ORDER BY line) AS places
        FROM unnest(several.lines[1:%(most)s]) AS line LEFT JOIN LATERAL (
            SELECT name, shift FROM unnest(%(sheets)s::text[], %(first_lines)s::int[], %(shifts)s::int[])
                AS one(name, first_line, shift)
            WHERE first_line <= line ORDER BY first_line DESC LIMIT 1
        ) AS sheet ON true
    ) AS named
) AS told USING (external_id)
WHERE staged.file_id = %(file)s AND NOT EXISTS (
    SELECT 1 FROM numbers_refusedline AS said WHERE said.file_id = %(file)s AND said.line = staged.line
)
"""


def compare(file: Import, *, is_without_id: bool) -> None:
    """Set the owner of each staged deal, the stored deal it would change, and its verdict.

    `is_without_id`: the ids are made of name, account and day, so lines that share one may be different deals.
    """
    matching.by_facts(file, is_without_id=is_without_id)
    details: dict[str, Any] = {
        "file": file.pk,
        "unclear": StagedDeal.UNCLEAR,
        "is_without_id": is_without_id,
        "source": file.source_id,
        "own": sorted(whose(file.imported_by) or ()),
    }
    book = look_from_json(file.look).book
    trouble = Trouble.ALIKE if is_without_id else Trouble.TWICE
    said = {"file": file.pk, "trouble": trouble.value, "most": LINES_NAMED, **_places(book)}
    with connection.cursor() as cursor:
        cursor.execute(PLACE, details)
        cursor.execute(SAY_CONTRADICTIONS, said | {"reason": _contradiction(book, is_without_id)})


def _contradiction(book: Book | None, is_without_id: bool) -> str:
    """Why lines contradict each other, translated; the SQL fills in the id and where the lines stand."""
    is_joined = book is not None and book.is_joined
    if is_without_id:
        # The id is a key that nobody can read, so only the lines, the second detail, are named.
        where = "%2$s" if is_joined else _("lines %(lines)s") % {"lines": "%2$s"}
        return sentence(Trouble.ALIKE, {"where": where})
    if is_joined:
        return _("The id %s stands in several places with different contents: %s. Keep the right one.")
    return _("The id %s stands on lines %s with different contents. Keep the right one.")


def _places(book: Book | None) -> dict[str, str | list[str] | list[int]]:
    """For the SQL: from which line on a joined sheet stands, and how many lines are before its first row."""
    sheets = book.read if book is not None and book.is_joined else ()
    return {
        "place": _("sheet %s, line %s"),
        "between": "; " if sheets else ", ",
        "sheets": [one.name for one in sheets],
        "first_lines": [one.first_line for one in sheets],
        "shifts": [one.first_line - one.first_row for one in sheets],
    }
