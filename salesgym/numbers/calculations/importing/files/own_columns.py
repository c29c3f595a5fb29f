"""The columns that SalesGym writes into a file of lines that stay out. A file that has them is read without them."""

from collections.abc import Collection, Sequence

from salesgym.numbers.calculations.importing.cells.csv_text import plain_text
from salesgym.numbers.calculations.importing.layout import key_of

# Not translated, so that a file is recognized whatever language it was written in.
LINE, SHEET, REASON = "SalesGym line", "SalesGym sheet", "SalesGym: what to correct"
NAMES = frozenset(key_of(name) for name in (LINE, SHEET, REASON))


def places_of(header: Sequence[str]) -> frozenset[int]:
    """Where these columns stand in a header; mostly nowhere."""
    return frozenset(place for place, name in enumerate(header) if key_of(name) in NAMES)


def is_headed(header: Sequence[str]) -> bool:
    """Whether a file with this header holds lines that stayed out of another one."""
    return bool(places_of(header))


def without(row: Sequence[str], places: Collection[int]) -> list[str]:
    """The other cells of a line, without the marks against formulas that the file was written with."""
    return [plain_text(cell) for place, cell in enumerate(row) if place not in places]
