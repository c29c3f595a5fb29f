"""The text of a file of people as a header and lines of named cells."""

import csv
import io
from dataclasses import dataclass

from salesgym.people.calculations.people_trouble import Trouble, Unreadable

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
DEEPEST_HEADER = 20
# The columns of our own form, and of the list of a CRM: one of these makes it a list of people.
OUR_COLUMNS = frozenset({"name", "email"})
CRM_COLUMNS = frozenset({"sales_agent", "manager", "regional_office"})
FORMS = (OUR_COLUMNS, CRM_COLUMNS)
# Keys beside the columns of a line whose number of cells is wrong; no column has these names.
HAVE, NEED = "?have", "?need"

Line = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as text, each line where it stands in the file; the separator is "" where it is not known.

    `guessed` is the encoding where the file does not tell how its letters are written, with a few of its `words`.
    """

    text: str
    separator: str = ""
    guessed: str = ""
    words: tuple[str, ...] = ()


def table(found: TableText) -> tuple[list[str], list[Line]]:
    """The names of the columns, and each line with its number. Raises Unreadable where it is no such table."""
    first_line = found.text.lstrip().split("\n", 1)[0]
    delimiter = found.separator or max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = [(reader.line_num, record) for record in reader if any(cell.strip() for cell in record)]
    except csv.Error as error:
        raise Unreadable(Trouble.NOT_CSV, line=reader.line_num) from error
    records = records[_header(records) :]
    if len(records) < 2:
        raise Unreadable(Trouble.NOBODY)
    if len(records) > MOST_ROWS + 1:
        raise Unreadable(Trouble.TOO_MANY_LINES, most=MOST_ROWS)
    header = _names(records[0][1])
    if len(set(header)) < len(header):
        raise Unreadable(Trouble.COLUMN_TWICE)
    return header, [(line, _named(header, cells)) for line, cells in records[1:]]


def _header(records: list[tuple[int, list[str]]]) -> int:
    """The place of the names of the columns, under titles; the first line where none of the first lines has them."""
    heads = (set(_names(record)) for _line, record in records[:DEEPEST_HEADER])
    return next((place for place, names in enumerate(heads) if any(form <= names for form in FORMS)), 0)


def _names(record: list[str]) -> list[str]:
    return ["_".join(cell.lower().split()) for cell in record]


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by column. A line of another length has its number of cells under HAVE, ours under NEED."""
    named = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
    if len(cells) != len(header):
        named |= {HAVE: str(len(cells)), NEED: str(len(header))}
    return named
