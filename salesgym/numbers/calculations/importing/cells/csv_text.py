"""CSV for downloads: quoted as in RFC 4180, without cells that a spreadsheet would run as formulas."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

Cell = str | int | float | Decimal | date | None

# Characters that start a formula in a spreadsheet, or hide its start (OWASP ASVS 1.2.10).
STARTS_A_FORMULA = frozenset("=+-@\t\x00\r\n＝＋－＠")  # noqa: RUF001 - full-width forms count too
MARK = "'"
BREAK = "\r\n"
# Excel reads a CSV file as UTF-8 only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"
LINES_A_PIECE = 500


def safe_cell(value: Cell) -> str | int | float:
    """The value for a CSV cell: numbers unchanged, texts marked where a spreadsheet would run them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = value or ""
    return MARK + text if _needs_the_mark(text) else text


def plain_text(cell: str) -> str:
    """The text before `safe_cell` marked it."""
    return cell[1:] if cell.startswith(MARK) and _needs_the_mark(cell) else cell


def _needs_the_mark(text: str) -> bool:
    """Whether to mark a text; also one that begins with the mark, so that `plain_text` can undo it."""
    return text.lstrip(MARK)[:1] in STARTS_A_FORMULA


def download(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """A CSV file that Excel opens as it is, in pieces of a few hundred lines: never the whole of it in memory."""
    yield BYTE_ORDER_MARK
    lines = write(rows)
    while piece := "".join(islice(lines, LINES_A_PIECE)):
        yield piece


def write(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time, each with its line break."""
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator=BREAK).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
