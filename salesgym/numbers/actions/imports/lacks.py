"""What the lines of a compared file cannot tell: looked for by one finder for each idea, and kept with the file."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from salesgym.numbers.calculations.importing.lacks import Lack
from salesgym.numbers.calculations.importing.stored import (
    Decisions,
    decisions_from_json,
    decisions_to_json,
    look_from_json,
)
from salesgym.numbers.models import Import
from salesgym.numbers.queries.imports.lacks import (
    amounts,
    book,
    currencies,
    elsewhere,
    filtered,
    gone,
    identity,
    opened_days,
    owners,
    types,
)

Finder = Callable[[Import, Decisions], Iterator[Lack]]

FINDERS: tuple[Finder, ...] = (
    identity.kept,
    elsewhere.known,
    filtered.find,
    opened_days.without,
    amounts.without,
    book.empty_formulas,
    currencies.other,
    gone.from_file,
    owners.changed,
    types.fewer,
)


def keep(file: Import) -> None:
    """Look for what the staged lines cannot tell, and store it with the file's decisions."""
    decisions = decisions_from_json(file.decisions)
    lacks = tuple(lack for find in FINDERS for lack in find(file, decisions))
    file.decisions = decisions_to_json(replace(decisions, lacks=lacks))
    file.save(update_fields=["decisions"])


def found(file: Import) -> tuple[Lack, ...]:
    """All that this file cannot tell: by how it is written, then by its lines. Empty before it is read."""
    written = look_from_json(file.look).lacks if file.look else ()
    lines = decisions_from_json(file.decisions).lacks if "layout" in file.decisions else ()
    return written + lines
