"""The bytes of a file of people as a header and lines of named cells."""

import csv
import io

from salesgym.people.calculations.people_trouble import Trouble, Unreadable

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
# Keys beside the columns of a line whose number of cells is wrong; no column has these names.
HAVE, NEED = "?have", "?need"

Line = tuple[int, dict[str, str]]


def table(content: bytes) -> tuple[list[str], list[Line]]:
    """The names of the columns, and each line with its number. Raises Unreadable where it is no such table."""
    text = _decoded(content)
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = [(reader.line_num, record) for record in reader if any(cell.strip() for cell in record)]
    except csv.Error as error:
        raise Unreadable(Trouble.NOT_CSV, line=reader.line_num) from error
    if len(records) < 2:
        raise Unreadable(Trouble.NOBODY)
    if len(records) > MOST_ROWS + 1:
        raise Unreadable(Trouble.TOO_MANY_LINES, most=MOST_ROWS)
    header = ["_".join(cell.lower().split()) for cell in records[0][1]]
    if len(set(header)) < len(header):
        raise Unreadable(Trouble.COLUMN_TWICE)
    return header, [(line, _named(header, cells)) for line, cells in records[1:]]


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(Trouble.TOO_LARGE)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\x00" in content:
        raise Unreadable(Trouble.OTHER_KIND)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.ENCODING) from error


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by column. A line of another length has its number of cells under HAVE, ours under NEED."""
    named = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
    if len(cells) != len(header):
        named |= {HAVE: str(len(cells)), NEED: str(len(header))}
    return named
