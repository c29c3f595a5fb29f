"""Converts an Excel workbook to CSV, so that all later steps read one format. No macro or formula is run."""

import csv
import io
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.files.header import MOST_COLUMNS
from salesgym.numbers.calculations.importing.files.kind import ZIP
from salesgym.numbers.calculations.importing.files.records import LONGEST_FIELD
from salesgym.numbers.calculations.importing.files.table import MOST_BYTES, MOST_LINES
from salesgym.numbers.calculations.importing.files.workbook_check import check, too_large
from salesgym.numbers.calculations.importing.files.workbook_marks import LAST_ROW, Marks, marks_of
from salesgym.numbers.calculations.importing.files.workbook_table import Wish, Written, write
from salesgym.numbers.calculations.importing.files.workbook_text import text_of
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# The limit of lines, and room for titles, header and totals.
MOST_ROWS = MOST_LINES + 1_000
# The limit of cells, including empty ones before the last cell of a row, as a few cells far to the right
# would otherwise need much memory.
MOST_PLACES = 12_000_000
TOLD_EVERY = 2_000
IN_MEMORY = 1 << 20
USUAL = Wish()
# The errors that openpyxl and the modules it uses raise for damaged parts.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Converted:
    """What the workbook holds and what of it was read. `left_out` has a 1 for each line whose row was left out."""

    book: Book
    left_out: bytearray

    @property
    def sheet(self) -> str:
        """The sheet that was read, the first of several."""
        return min(self.book.read, key=lambda one: one.first_line).name

    @property
    def others(self) -> tuple[str, ...]:
        """The visible sheets that were not read."""
        return tuple(sheet.name for sheet in self.book.not_read)

    @property
    def formulas(self) -> int:
        """How many cells of data are formulas without a stored result. They count as empty."""
        return sum(one.count for one in self.book.formulas)


def is_workbook(head: bytes) -> bool:
    """Whether a file with these first bytes is a zip and so may be a workbook; `to_csv` finds out."""
    return head.startswith(ZIP)


def unpacked_size(file: BinaryIO) -> int:
    """The real unpacked size in bytes. Raises Unreadable where the workbook is damaged or a zip bomb."""
    return check(file).size


def to_csv(
    source: BinaryIO,
    target: BinaryIO,
    *,
    wish: Wish = USUAL,
    on_progress: Callable[[int], None] | None = None,
) -> Converted:
    """Write the table of a workbook as CSV: row 7 is line 7, days are in ISO form, numbers have a point.

    The visible sheet with the most rows of two cells or more is used, unless `wish` names another or all. Formulas
    give their stored results; macros and links are ignored. `on_progress` is called with the number of rows read
    every few thousand.
    """
    check(source)
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")
        book = _opened(source)
        stack.callback(book.close)
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
        written = [_write(sheet, stack, on_progress) for sheet in sheets]
        if not any(sheet.tables for sheet in written):
            raise Unreadable(Trouble.WORKBOOK_EMPTY)
        return Converted(*write(written, target, wish=wish, epoch=book.epoch))


def _opened(source: BinaryIO) -> "Workbook":
    # Imported by whoever reads a workbook: no other process pays for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    source.seek(0)
    try:
        return load_workbook(source, read_only=True, data_only=True, keep_links=False)
    except (*BROKEN, InvalidFileException) as error:
        raise Unreadable(Trouble.WORKBOOK_BROKEN) from error


def _write(
    sheet: "ReadOnlyWorksheet", stack: ExitStack, on_progress: Callable[[int], None] | None
) -> Written:
    """Write the rows of one sheet, each in its own length, with empty lines for empty rows."""
    file = stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - closed by the stack
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    rows = width = height = blank = tables = 0
    for number, row in enumerate(_rows(sheet), 1):
        if not row:
            blank += 1
            continue
        text.write("\n" * blank)
        writer.writerow(row)
        blank, rows, width, height = 0, rows + 1, max(width, len(row)), number
        tables += sum(map(bool, row)) > 1
        _refuse_more(rows, file.tell())
        if on_progress and rows % TOLD_EVERY == 0:
            on_progress(rows)
    text.detach()
    return Written(sheet.title, file, tables or min(rows, 1), width, height, _marks(sheet))


def _marks(sheet: "ReadOnlyWorksheet") -> Marks:
    try:
        with sheet._get_source() as part:
            return marks_of(part)
    except BROKEN as error:
        raise Unreadable(Trouble.WORKBOOK_BROKEN) from error


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator[list[str]]:
    """The texts of each row up to its last filled cell. The sheet's declared size is ignored, as it may be false."""
    try:
        sheet.reset_dimensions()
        places = 0
        for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW), 1):
            places += len(cells)
            if places > MOST_PLACES:
                raise too_large()
            texts = [text_of(cell) if cell.value is not None else "" for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            _refuse_wide(texts, number)
            yield texts
    except BROKEN as error:
        raise Unreadable(Trouble.WORKBOOK_BROKEN) from error


def _refuse_wide(texts: Sequence[str], number: int) -> None:
    if len(texts) > MOST_COLUMNS:
        raise Unreadable(Trouble.TOO_MANY_COLUMNS, most=str(MOST_COLUMNS))
    if any(len(text) > LONGEST_FIELD for text in texts):
        raise Unreadable(Trouble.LONG_FIELD, line=str(number), most=f"{LONGEST_FIELD:,}")


def _refuse_more(rows: int, size: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(Trouble.TOO_MANY_LINES, most=f"{MOST_LINES:,}")
    if size > MOST_BYTES:
        raise Unreadable(Trouble.TOO_LARGE, most=f"{MOST_BYTES // 1024 // 1024} MB")
