"""CSV for a download: quoted as RFC 4180 says, and with no cell that a spreadsheet would run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date | None

# What starts a formula, or hides the start of one, in a spreadsheet (OWASP ASVS 1.2.10).
STARTS_A_FORMULA = frozenset("=+-@\t\x00\r\n＝＋－＠")  # noqa: RUF001 - wide forms count too
MARK = "'"
BREAK = "\r\n"


def safe_cell(value: Cell) -> str | int | float:
    """The value as it may stand in a file: a number stays a number, a text can be no formula."""
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
    """The text of a cell of one of our own files, as it was before `safe_cell` made it safe."""
    return cell[1:] if cell.startswith(MARK) and _needs_the_mark(cell) else cell


def _needs_the_mark(text: str) -> bool:
    """A text that already begins with the mark gets another one, so that each can be taken off again."""
    return text.lstrip(MARK)[:1] in STARTS_A_FORMULA


def write(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time, each with its line break."""
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator=BREAK).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
