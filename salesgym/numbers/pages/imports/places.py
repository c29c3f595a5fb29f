"""Where a line of a file stands, in words: its number, or its sheet and row where several sheets were read."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.book import Book


def place(line: int, book: Book | None) -> str:
    """ "line 7", or "sheet Tom, line 3" where several sheets were read one below the other."""
    if book is None or not book.is_joined:
        return _("line %(line)s") % {"line": f"{line:,}"}
    return _of_sheet(*book.place_of(line))


def places(lines: Iterable[int], book: Book | None) -> str:
    """ "7, 9", or "sheet Rae, lines 7, 9; sheet Tom, line 3" where several sheets were read."""
    if book is None or not book.is_joined:
        return ", ".join(map(str, lines))
    found = groupby(map(book.place_of, lines), key=lambda one: one[0])
    return "; ".join(_of_sheet(sheet, *(row for _sheet, row in rows)) for sheet, rows in found)


def where(lines: Iterable[int], book: Book | None, *, most: int) -> str:
    """ "line 7", "lines 7, 9, …" after this many, or the same as places."""
    all_lines = list(lines)
    told = places(all_lines[:most], book) + (", …" if len(all_lines) > most else "")
    if book is not None and book.is_joined:
        return told
    return ngettext("line %(lines)s", "lines %(lines)s", len(all_lines)) % {"lines": told}


def sentence_of(lines: Iterable[int], book: Book | None) -> str:
    """ "Lines 7, 9." or "In sheet Rae, lines 7, 9; sheet Tom, line 3." "" without lines."""
    all_lines = list(lines)
    if not all_lines:
        return ""
    told = {"lines": places(all_lines, book)}
    if book is not None and book.is_joined:
        return _("In %(lines)s.") % told
    return ngettext("Line %(lines)s.", "Lines %(lines)s.", len(all_lines)) % told


def placed(reason: str, book: Book | None, line: int) -> str:
    """The sentence about a line, headed by its sheet and row where the number alone does not find it."""
    if book is None or not book.is_joined:
        return reason
    sheet, row = book.place_of(line)
    return _("Sheet %(sheet)s, line %(line)s: %(reason)s") % {"sheet": sheet, "line": row, "reason": reason}


def all_placed(refused: Iterable[tuple[int, str]], book: Book | None) -> Iterator[tuple[int, str]]:
    """Lines that stay out with their reasons, each of which says where the line stands."""
    return ((line, placed(reason, book, line)) for line, reason in refused)


def _of_sheet(sheet: str, *rows: int) -> str:
    told = {"sheet": sheet, "lines": ", ".join(map(str, rows))}
    return ngettext("sheet %(sheet)s, line %(lines)s", "sheet %(sheet)s, lines %(lines)s", len(rows)) % told
