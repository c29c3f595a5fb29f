"""What a workbook holds and is not read: its other sheets and its hidden rows, with the choices."""

from collections.abc import Iterator, Mapping

from salesgym.numbers.calculations.importing.book import ALL_SHEETS, LEAVE_OUT, READ, THIS_SHEET, Book
from salesgym.numbers.calculations.importing.files.workbook_table import Wish
from salesgym.numbers.calculations.importing.lacks import Code, Lack

SHEETS_OFFERED = 30
SHEETS_NAMED = 6


def wish_of(chosen: Mapping[str, str], *, header_line: int) -> Wish:
    """How the workbook is read after these choices. Hidden rows are read until somebody says otherwise."""
    sheet = chosen.get(Code.OTHER_SHEETS, "")
    return Wish(
        sheet="" if sheet == THIS_SHEET else sheet,
        with_hidden=chosen.get(Code.HIDDEN_ROWS) != LEAVE_OUT,
        header_line=header_line,
    )


def written(book: Book) -> Iterator[Lack]:
    """What this workbook does not tell by itself. It asks where another sheet has the same columns, and for rows."""
    largest = next(sheet for sheet in book.sheets if sheet.is_largest)
    others = [sheet for sheet in book.sheets if not sheet.is_largest and sheet.lines]
    if others:
        alike = [sheet for sheet in book.sheets if sheet.has_same_columns and sheet.lines]
        names = [
            sheet.name for sheet in others[:SHEETS_OFFERED] if sheet.name not in (THIS_SHEET, ALL_SHEETS)
        ]
        every = [ALL_SHEETS] if len(alike) > 1 else []
        yield Lack(
            Code.OTHER_SHEETS,
            count=sum(sheet.lines for sheet in book.not_read),
            options=(THIS_SHEET, *every, *names),
            is_asked=len(alike) > 1,
            details={"largest": largest.name, "read": _named(book, True), "not_read": _named(book, False)},
        )
    if book.hidden:
        lines = sum(sheet.lines for sheet in book.read)
        yield Lack(
            Code.HIDDEN_ROWS,
            book.hidden_lines,
            count=book.hidden,
            options=(LEAVE_OUT, READ),
            is_asked=True,
            details={"rows": str(lines)},
        )


def _named(book: Book, is_read: bool) -> str:
    """The sheets as "Rae (5), Tom (4)", the first few."""
    sheets = [sheet for sheet in book.sheets if bool(sheet.first_line) is is_read]
    more = "" if len(sheets) <= SHEETS_NAMED else ", …"
    return ", ".join(f"{sheet.name} ({sheet.lines:,})" for sheet in sheets[:SHEETS_NAMED]) + more
