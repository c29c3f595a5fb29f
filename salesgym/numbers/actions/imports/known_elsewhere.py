"""Leaves lines out of a compared file where somebody chose so: new deals that are likely known ones."""

from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Import, StagedDeal, Verdict
from salesgym.numbers.queries.imports.lacks import elsewhere


def leave_out(file: Import) -> None:
    """Leave out the new lines that have the facts of known deals, where somebody chose to."""
    if decisions_from_json(file.decisions).chosen.get(Code.KNOWN_ELSEWHERE) == elsewhere.LEAVE_OUT:
        ids = [pair.staged_id for pair in elsewhere.pairs(file)]
        StagedDeal.objects.filter(pk__in=ids).update(verdict=Verdict.LEFT_OUT)
