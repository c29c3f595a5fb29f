"""Cells of a workbook that are formulas without a result, in the columns that are read."""

from collections.abc import Iterator

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions, look_from_json
from salesgym.numbers.models import Import


def empty_formulas(file: Import, decisions: Decisions) -> Iterator[Lack]:
    """Formulas that the spreadsheet has not worked out, where their column means something."""
    book = look_from_json(file.look).book
    roles = decisions.layout.roles
    found = [one for one in book.formulas if one.column < len(roles) and roles[one.column]] if book else []
    if found:
        lines = sorted({line for one in found for line in one.lines})[:MOST_LINES]
        names = ", ".join(decisions.layout.name_of(one.column, roles[one.column]) for one in found[:3])
        yield Lack(
            Code.EMPTY_FORMULAS,
            tuple(lines),
            count=sum(one.count for one in found),
            details={"columns": names},
        )
