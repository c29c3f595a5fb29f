"""Reads any export: `look` examines the whole file, `lines` reads it line by line, both in flat memory."""

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from salesgym.numbers.calculations.importing.files import own_columns, total_lines
from salesgym.numbers.calculations.importing.files.asides import Asides
from salesgym.numbers.calculations.importing.files.groups import ends_above
from salesgym.numbers.calculations.importing.files.header import (
    MOST_COLUMNS,
    Start,
    find_start,
    head_of,
    quote_of,
)
from salesgym.numbers.calculations.importing.files.kind import refuse_other_kinds
from salesgym.numbers.calculations.importing.files.records import header_of, records
from salesgym.numbers.calculations.importing.files.tally import ColumnTally, most_values_of
from salesgym.numbers.calculations.importing.files.text import settle_encoding, text_lines
from salesgym.numbers.calculations.importing.layout import Line, Look, NotData
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
    left_out: bytearray | None = None,
    borders: Collection[int] = (),
    on_progress: Callable[[int], None] | None = None,
) -> Look:
    """How the file is written, its columns and what is in them. Raises Unreadable where it is no table.

    `on_progress` is called with the number of bytes read every few thousand lines.
    `left_out` has a 1 for each line that is blank because a hidden row was left out. `borders` are the lines with
    which the sheets of a workbook begin.
    """
    _refuse_large(file)
    refuse_other_kinds(file)
    settled, is_certain = settle_encoding(file, encoding)
    start = find_start(head_of(text_lines(file, settled)), header_line)
    if len(start.names) > MOST_COLUMNS:
        raise Unreadable(Trouble.TOO_MANY_COLUMNS, most=str(MOST_COLUMNS))
    most_values = most_values_of(len(start.names))
    tallies = [ColumnTally(name, most_values, place=place) for place, name in enumerate(start.names)]
    asides = Asides(left_out)
    asides.add_titles(text_lines(file, settled), start)
    found = _lines(file, settled, start, borders=borders, on_blank=asides.add_blank)
    count, found_totals = _tally(
        found, tallies, asides, (lambda: on_progress(file.tell())) if on_progress else None
    )
    return Look(
        encoding=settled,
        is_encoding_certain=is_certain,
        separator=start.separator,
        header_line=start.line,
        columns=tuple(tally.column() for tally in tallies),
        lines=count,
        totals=tuple(found_totals),
        asides=asides.found(),
        more_asides=asides.more,
    )


def lines(file: BinaryIO, look: Look) -> Iterator[Line]:
    """The lines below the header with their line numbers, without blank ones.

    `has_wrong_length` marks a line that ends in the middle of a character, or has more or fewer cells than the
    header. Cells keep the spaces around them.
    """
    borders = [sheet.first_line for sheet in look.book.read] if look.book else ()
    return _lines(file, look.encoding, _start_of(file, look), borders=borders)


def records_of(file: BinaryIO, look: Look) -> Iterator[tuple[int, list[str]]]:
    """The header and every line below it that is not blank, with their line numbers and as many cells as they have."""
    return records(file, look.encoding, _start_of(file, look))


def _start_of(file: BinaryIO, look: Look) -> Start:
    quote = quote_of(head_of(text_lines(file, look.encoding)))
    return Start(look.separator, quote, look.header_line, look.names)


def _refuse_large(file: BinaryIO) -> None:
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise Unreadable(Trouble.TOO_LARGE, most=f"{MOST_BYTES // 1024 // 1024} MB")


def _tally(
    found: Iterator[Line],
    tallies: Sequence[ColumnTally],
    asides: Asides,
    on_batch: Callable[[], None] | None,
) -> tuple[int, list[int]]:
    """Count the cells of sound lines by column; returns the number of lines, and the numbers of those that are no data."""
    count = 0
    found_totals: list[int] = []
    batch: list[Line] = []
    starts: dict[int, Line | None] = {}
    for line in found:
        if ends_above(line) or line.is_apart:
            starts[len(batch)] = line if line.is_total else None
        if line.is_total:
            found_totals.append(line.number)
            asides.add(line)
            _refuse_many(len(found_totals))
            continue
        count += 1
        _refuse_many(count)
        if not line.has_wrong_length:
            batch.append(line)
        if len(batch) == BATCH:
            _add(batch, starts, tallies)
            batch, starts = [], {}
            if on_batch:
                on_batch()
    _add(batch, starts, tallies)
    if not count:
        raise Unreadable(Trouble.NO_LINES)
    return count, found_totals


def _add(batch: Sequence[Line], starts: Mapping[int, Line | None], tallies: Sequence[ColumnTally]) -> None:
    numbers = [line.number for line in batch]
    columns = zip(*(line.cells for line in batch), strict=True)
    for tally, cells in zip(tallies, columns, strict=bool(batch)):
        tally.add(cells, numbers, starts)


def _refuse_many(count: int) -> None:
    if count > MOST_LINES:
        raise Unreadable(Trouble.TOO_MANY_LINES, most=f"{MOST_LINES:,}")


def _lines(
    file: BinaryIO,
    encoding: str,
    start: Start,
    *,
    borders: Collection[int] = (),
    on_blank: Callable[[int], None] | None = None,
) -> Iterator[Line]:
    """The lines, with those that are no data marked. Lines with a single text wait, as what follows says what they are:
    a footer includes them, and lines whose first cell is blank belong to the group that they name."""
    width = len(start.names)
    waiting: list[Line] = []
    is_footing = False
    blank: list[int] = []
    # Lines that stayed out of a file come from anywhere in it: none belongs to the line above it.
    are_single = own_columns.is_headed(header_of(file, encoding, start))
    rows = records(file, encoding, start, on_blank=blank.append)
    next(rows, None)
    for number, row in rows:
        is_apart = bool(blank) or number in borders or are_single
        _tell(blank, on_blank)
        texts = total_lines.filled(row)
        is_lone = len(texts) == 1
        is_footer = total_lines.is_footer(texts)
        is_footing = is_footer or (is_footing and is_lone)
        what = _what(row, texts, width, is_footing=is_footing)
        line = _line(number, row, width, what=what, is_apart=is_apart)
        if waiting and (what or not is_lone or len(waiting) == MOST_WAITING):
            yield from _settled(
                waiting, is_footer=is_footer, is_grouped=not (what or is_lone or row[0].strip())
            )
            waiting = []
        if not what and (is_lone or row[-1].endswith(CUT)):
            waiting.append(line)
        else:
            yield line
    _tell(blank, on_blank)
    for line in waiting:
        yield replace(line, has_wrong_length=line.has_wrong_length or line.cells[-1].endswith(CUT))


def _tell(blank: list[int], on_blank: Callable[[int], None] | None) -> None:
    """Pass on the numbers of blank lines, and empty the list."""
    for number in blank:
        if on_blank:
            on_blank(number)
    blank.clear()


def _what(row: Sequence[str], texts: Sequence[str], width: int, *, is_footing: bool) -> str:
    """What a line is where it is no data; empty for data."""
    if is_footing:
        return NotData.FOOTER.value
    if total_lines.is_total(texts):
        return NotData.SUM.value
    return NotData.GROUP.value if width > 2 and len(texts) == 1 and total_lines.is_group(row[0]) else ""


def _settled(waiting: Sequence[Line], *, is_footer: bool, is_grouped: bool) -> Iterator[Line]:
    """The lines that waited, as what follows them shows: a footer, or lines of a group that the last of them names."""
    for line in waiting:
        if is_footer and _is_lone(line):
            yield replace(line, is_total=True, what=NotData.FOOTER.value)
        elif (
            is_grouped
            and line is waiting[-1]
            and _is_lone(line)
            and len(line.cells) > 2
            and line.cells[0].strip()
        ):
            yield replace(line, is_total=True, what=NotData.GROUP.value)
        else:
            yield line


def _is_lone(line: Line) -> bool:
    return len(total_lines.filled(line.cells)) == 1


def _line(number: int, row: Sequence[str], width: int, *, what: str, is_apart: bool) -> Line:
    """A line with exactly one cell for each column. Empty cells beyond the last column are ignored."""
    if len(row) == width:
        return Line(number, tuple(row), bool(what), what=what, is_apart=is_apart)
    is_wrong = len(row) < width or any(cell.strip() for cell in row[width:])
    cells = (*row[:width], *[""] * (width - len(row)))
    return Line(number, cells, bool(what), is_wrong, what, is_apart)
