"""Reads any export: `look` examines the whole file, `lines` reads it line by line, both in flat memory."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from salesgym.numbers.calculations.importing.files import total_lines
from salesgym.numbers.calculations.importing.files.header import (
    MOST_COLUMNS,
    Start,
    find_start,
    head_of,
    quote_of,
)
from salesgym.numbers.calculations.importing.files.kind import refuse_other_kinds
from salesgym.numbers.calculations.importing.files.records import records
from salesgym.numbers.calculations.importing.files.tally import ColumnTally, most_values_of
from salesgym.numbers.calculations.importing.files.text import settle_encoding, text_lines
from salesgym.numbers.calculations.importing.layout import Line, Look
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

MOST_BYTES = 30 * 1024 * 1024
MOST_LINES = 200_000
BATCH = 4_000
# Lines with a single filled cell wait for the lines after them, as the footer of a report may begin with
# such titles. At most this many wait.
MOST_WAITING = 10
# The replacement character, as which a character cut off at the end of a file is decoded.
CUT = "\ufffd"


def look(
    file: BinaryIO,
    *,
    encoding: str = "",
    header_line: int = 0,
    on_progress: Callable[[int], None] | None = None,
) -> Look:
    """How the file is written, its columns and what is in them. Raises Unreadable where it is no table.

    `on_progress` is called with the number of bytes read every few thousand lines.
    """
    _refuse_large(file)
    refuse_other_kinds(file)
    settled, is_certain = settle_encoding(file, encoding)
    start = find_start(head_of(text_lines(file, settled)), header_line)
    if len(start.names) > MOST_COLUMNS:
        raise Unreadable(Trouble.TOO_MANY_COLUMNS, most=str(MOST_COLUMNS))
    most_values = most_values_of(len(start.names))
    tallies = [ColumnTally(name, most_values) for name in start.names]
    count, found_totals = _tally(file, settled, start, tallies, on_progress)
    return Look(
        encoding=settled,
        is_encoding_certain=is_certain,
        separator=start.separator,
        header_line=start.line,
        columns=tuple(tally.column() for tally in tallies),
        lines=count,
        totals=tuple(found_totals),
    )


def lines(file: BinaryIO, look: Look) -> Iterator[Line]:
    """The lines below the header with their line numbers, without blank ones.

    `has_wrong_length` marks a line that ends in the middle of a character, or has more or fewer cells than the
    header. Cells keep the spaces around them.
    """
    quote = quote_of(head_of(text_lines(file, look.encoding)))
    return _lines(file, look.encoding, Start(look.separator, quote, look.header_line, look.names))


def _refuse_large(file: BinaryIO) -> None:
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise Unreadable(Trouble.TOO_LARGE, most=f"{MOST_BYTES // 1024 // 1024} MB")


def _tally(
    file: BinaryIO,
    encoding: str,
    start: Start,
    tallies: Sequence[ColumnTally],
    on_progress: Callable[[int], None] | None,
) -> tuple[int, list[int]]:
    """Count the cells of sound lines by column; returns the number of lines, and the numbers of total lines."""
    count = 0
    found_totals: list[int] = []
    batch: list[Line] = []
    for line in _lines(file, encoding, start):
        if line.is_total:
            found_totals.append(line.number)
            _refuse_many(len(found_totals))
            continue
        count += 1
        _refuse_many(count)
        if not line.has_wrong_length:
            batch.append(line)
        if len(batch) == BATCH:
            _add(batch, tallies)
            batch = []
            if on_progress:
                on_progress(file.tell())
    _add(batch, tallies)
    if not count:
        raise Unreadable(Trouble.NO_LINES)
    return count, found_totals


def _add(batch: Sequence[Line], tallies: Sequence[ColumnTally]) -> None:
    numbers = [line.number for line in batch]
    columns = zip(*(line.cells for line in batch), strict=True)
    for tally, cells in zip(tallies, columns, strict=bool(batch)):
        tally.add(cells, numbers)


def _refuse_many(count: int) -> None:
    if count > MOST_LINES:
        raise Unreadable(Trouble.TOO_MANY_LINES, most=f"{MOST_LINES:,}")


def _lines(file: BinaryIO, encoding: str, start: Start) -> Iterator[Line]:
    """The lines, with totals marked. Lines with a single text wait, as a footer after them includes them."""
    width = len(start.names)
    waiting: list[Line] = []
    is_footing = False
    rows = records(file, encoding, start)
    next(rows, None)
    for number, row in rows:
        texts = total_lines.filled(row)
        is_lone = len(texts) == 1
        is_footer = total_lines.is_footer(texts)
        is_footing = is_footer or (is_footing and is_lone)
        is_total = is_footing or total_lines.is_total(texts)
        line = _line(number, row, width, is_total=is_total)
        if waiting and (is_total or not is_lone or len(waiting) == MOST_WAITING):
            yield from (replace(one, is_total=is_footer and _is_lone(one)) for one in waiting)
            waiting = []
        if not is_total and (is_lone or row[-1].endswith(CUT)):
            waiting.append(line)
        else:
            yield line
    for line in waiting:
        yield replace(line, has_wrong_length=line.has_wrong_length or line.cells[-1].endswith(CUT))


def _is_lone(line: Line) -> bool:
    return len(total_lines.filled(line.cells)) == 1


def _line(number: int, row: Sequence[str], width: int, *, is_total: bool) -> Line:
    """A line with exactly one cell for each column. Empty cells beyond the last column are ignored."""
    if len(row) == width:
        return Line(number, tuple(row), is_total)
    is_wrong = len(row) < width or any(cell.strip() for cell in row[width:])
    cells = (*row[:width], *[""] * (width - len(row)))
    return Line(number, cells, is_total, is_wrong)
