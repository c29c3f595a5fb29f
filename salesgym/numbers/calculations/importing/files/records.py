"""Reads the records of a file strictly: an unclosed quote is refused with the line where it opens."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from salesgym.numbers.calculations.importing.files import own_columns
from salesgym.numbers.calculations.importing.files.header import Start
from salesgym.numbers.calculations.importing.files.text import text_lines
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

LONGEST_FIELD = 10_000


def records(
    file: BinaryIO, encoding: str, start: Start, *, on_blank: Callable[[int], None] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, from the header on, with the line it begins on. Raises Unreadable.

    `on_blank` is called with the number of each blank line.
    """
    text = text_lines(file, encoding)
    next(islice(text, start.line - 1, start.line - 1), None)
    reader = csv.reader(text, delimiter=start.separator, quotechar=start.quote, strict=True)
    line = start.line
    own: frozenset[int] = frozenset()
    try:
        for row in reader:
            joined = "".join(row)
            if len(joined) > LONGEST_FIELD:
                _refuse_long(row, line)
            if line == start.line:
                own = own_columns.places_of(row)
            if joined and not joined.isspace():
                yield line, own_columns.without(row, own) if own else row
            elif on_blank:
                on_blank(line)
            line = start.line + reader.line_num
    except csv.Error as error:
        # A field exceeds the reader's limit on one line, or over many lines because a quote is not closed.
        if "field limit" in str(error) and start.line + reader.line_num - 1 == line:
            raise Unreadable(Trouble.LONG_FIELD, line=str(line), most=f"{LONGEST_FIELD:,}") from error
        opened = _opening_line(file, encoding, start, line)
        raise Unreadable(Trouble.QUOTES, line=str(opened)) from error


def header_of(file: BinaryIO, encoding: str, start: Start) -> list[str]:
    """The cells of the header's first line as they stand there, our own columns with them."""
    lines = islice(text_lines(file, encoding), start.line - 1, start.line)
    return next(csv.reader(lines, delimiter=start.separator, quotechar=start.quote), [])


def _refuse_long(row: Sequence[str], line: int) -> None:
    if any(len(cell) > LONGEST_FIELD for cell in row):
        raise Unreadable(Trouble.LONG_FIELD, line=str(line), most=f"{LONGEST_FIELD:,}")


def _opening_line(file: BinaryIO, encoding: str, start: Start, line: int) -> int:
    """The line of the unclosed quote in the record that begins on `line`."""
    opened, is_open, before = line, False, start.separator
    for number, text in enumerate(islice(text_lines(file, encoding), line - 1, None), line):
        for letter in text:
            if is_open:
                is_open = letter != start.quote
            elif letter == start.quote and before == start.quote:
                is_open = True
            elif letter == start.quote and before in (start.separator, "\n", "\r"):
                is_open, opened = True, number
            elif before == start.quote and letter not in (start.separator, "\n", "\r"):
                return opened
            before = letter
        if not is_open:
            return opened
    return opened
