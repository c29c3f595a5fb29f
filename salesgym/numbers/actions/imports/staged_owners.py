"""Finds whom the owners in a file mean, and stores it beside its lines, as each line may name somebody else."""

from collections.abc import Mapping

from django.db import connection

from salesgym.numbers.actions.imports import pieces
from salesgym.numbers.actions.imports.copying import Copy
from salesgym.numbers.calculations.importing.trouble import Trouble, shortened
from salesgym.numbers.models import Import, Source, StagedDeal, StagedOwner, StagedValue, Standing
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.numbers.queries.imports.owners import Match, matcher, owner_of, owners_of

FIELDS = ["file", "key", "lines", "first_line", "person", "standing", "trouble", "reason"]
TROUBLES = {Standing.UNKNOWN: Trouble.UNKNOWN_OWNER, Standing.SEVERAL: Trouble.TWO_OWNERS}

SAY_UNKNOWN = """
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT DISTINCT staged.file_id, staged.line, who.trouble, who.reason
FROM {table} AS staged JOIN numbers_stagedowner AS who
  ON who.file_id = staged.file_id AND who.key = staged.owner_key
WHERE staged.file_id = %(file)s AND who.trouble <> ''
"""


def match(file: Import, source: Source, decided: Mapping[str, int | None]) -> None:
    """Store whom each owner of the file means, and refuse the lines of those whom nobody knows.

    Inside a transaction: names are read from the lines while others are written.
    """
    StagedOwner.objects.filter(file=file).delete()
    meant_by = matcher(source=source, decided=decided, by=file.imported_by)
    with Copy(StagedOwner, FIELDS) as rows:
        for key, lines, first in owners_of(file):
            match = meant_by(key)
            found = (file.pk, key, lines, first, match.person_id, match.standing.value)
            rows.add((*found, *_refusal(key, match)))
    pieces.analyze(StagedOwner)
    staged = StagedDeal if file.kind == Source.Kind.DEALS else StagedValue
    with connection.cursor() as cursor:
        cursor.execute(SAY_UNKNOWN.format(table=staged._meta.db_table), {"file": file.pk})


def _refusal(key: str, match: Match) -> tuple[str, str]:
    """The trouble with this owner and its sentence; empty where the owner is known or left out."""
    trouble = TROUBLES.get(match.standing)
    if trouble is None:
        return "", ""
    owner = owner_of(key)
    details = {"owner": shortened(owner.name or owner.email), "count": str(len(match.candidates))}
    return trouble.value, sentence(trouble, details)
