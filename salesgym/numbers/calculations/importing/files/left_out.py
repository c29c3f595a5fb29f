"""The lines of a file that stay out: each as it stands in the file, behind where it stands and what to correct."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.cells.csv_text import Cell
from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.files.own_columns import LINE, REASON, SHEET
from salesgym.numbers.calculations.importing.layout import Line, Look

Refusal = tuple[int, str]


def rows(
    file: BinaryIO, look: Look, refused: Iterable[Refusal], filled: Iterable[Line] = ()
) -> Iterator[list[Cell]]:
    """The header and the refused lines, in the order of the file, in flat memory.

    `refused` has line numbers in ascending order, one or more times, each with a reason. Of several sheets that were
    read together, a line is told by its sheet and its row there. `filled` are the lines of another handle of the file
    that have more than stands in it, such as the owner of the line above, which they lose without that line.
    """
    fuller = iter(filled)
    line: Line | None = None
    records = table.records_of(file, look)
    _line, names = next(records)
    sheets = look.book if look.book is not None and len(look.book.read) > 1 else None
    yield [LINE, *([SHEET] if sheets else []), REASON, *names]
    at, cells = 0, list[str]()
    for number, reason in _by_line(refused):
        while at < number and (found := next(records, None)) is not None:
            at, cells = found
        while (line is None or line.number < number) and (line := next(fuller, None)) is not None:
            continue
        if line is not None and line.number == number and not line.has_wrong_length:
            cells = list(line.cells)
        yield [*_place(sheets, number), reason, *(cells if at == number else [])]


def reasons_alone(refused: Iterable[Refusal]) -> Iterator[list[Cell]]:
    """The numbers of the lines and what to correct, of a file whose lines are no longer kept."""
    yield [LINE, REASON]
    for number, reason in _by_line(refused):
        yield [number, reason]


def _place(sheets: Book | None, number: int) -> list[Cell]:
    """The number of a line, or its row and its sheet."""
    if sheets is None:
        return [number]
    sheet, row = sheets.place_of(number)
    return [row, sheet]


def _by_line(refused: Iterable[Refusal]) -> Iterator[Refusal]:
    """Each line once, with all its reasons."""
    for number, found in groupby(refused, key=itemgetter(0)):
        yield number, " ".join(dict.fromkeys(reason for _number, reason in found))
