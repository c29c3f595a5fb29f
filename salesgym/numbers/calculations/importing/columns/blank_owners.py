"""The question whose the lines without an owner are, that stand below one that names them."""

from collections.abc import Iterable

from salesgym.numbers.calculations.importing.layout import BlankOwner, Column
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role

OWNERS = frozenset({Role.OWNER, Role.OWNER_EMAIL})


def asked(columns: Iterable[tuple[Column, str]], known: BlankOwner | None) -> list[Question]:
    """The question, with the owner above the first such line and how many there are; none where all is clear or said."""
    owners = [column for column, role in columns if role in OWNERS]
    if known is not None or not owners or not all(column.gaps for column in owners):
        return []
    # A line without a name may have an address: only where both are blank nobody is named.
    fewest = min(owners, key=lambda column: column.gaps)
    lines = _in_all(owners)
    return [Question(About.BLANK_OWNER, (fewest.above, str(fewest.gaps)), Role.OWNER, lines)] if lines else []


def count(question: Question) -> int:
    """How many lines the question is about; 0 where it is not asked."""
    return int(question.texts[1]) if len(question.texts) > 1 else 0


def _in_all(owners: list[Column]) -> tuple[int, ...]:
    """The first lines on which all these columns are blank."""
    first, *others = (one.gap_lines for one in owners)
    return tuple(line for line in first if all(line in lines for lines in others))
