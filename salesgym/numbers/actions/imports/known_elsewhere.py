"""Leaves lines out of a compared file where somebody chose so: new deals that are likely known ones."""

from django.db import connection

from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Import, StagedDeal, Verdict
from salesgym.numbers.queries.imports.lacks import elsewhere

PAIR = """
UPDATE numbers_stageddeal AS staged SET known_id = pair.known_id
FROM unnest(%(staged)s::bigint[], %(known)s::bigint[]) AS pair(staged_id, known_id) WHERE staged.id = pair.staged_id
"""


def pair(file: Import) -> None:
    """Give the new lines that stay out the known deals whose facts they have: these are in the file, not gone from it.

    Call it before the file's lacks are looked for, and `leave_out` after that.
    """
    if decisions_from_json(file.decisions).chosen.get(Code.KNOWN_ELSEWHERE) == elsewhere.LEAVE_OUT:
        found = elsewhere.pairs(file)
        told = {"staged": [one.staged_id for one in found], "known": [one.known_id for one in found]}
        with connection.cursor() as cursor:
            cursor.execute(PAIR, told)


def leave_out(file: Import) -> None:
    """Leave out the new lines that have known deals, as somebody chose."""
    StagedDeal.objects.filter(file=file, verdict=Verdict.ADDED, known__isnull=False).update(
        verdict=Verdict.LEFT_OUT
    )
