"""Finds in a sheet's XML what its cells do not show: hidden rows, and formulas without a stored result."""

import re
from dataclasses import dataclass, field
from typing import IO

from salesgym.numbers.calculations.importing.lacks import MOST_LINES

PIECE = 1 << 16
# Longer than any cell with a formula, which has 8,192 letters at most.
LONGEST_CELL = 20_000
LAST_ROW = 1_048_576
# A row, or a cell with a formula whose result is missing or empty.
MARK = re.compile(
    rb"<(?:\w+:)?row\b(?P<row>[^<>]*)>"
    rb"|<(?:\w+:)?c\b(?P<cell>[^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})\d{1,7}[\"']")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")


@dataclass(slots=True)
class Marks:
    """`hidden` has a 1 at the number of each hidden row. `bare` has of each column (from 0) how many of its cells are
    formulas without a result, and their first rows."""

    hidden: bytearray = field(default_factory=bytearray)
    bare: dict[int, tuple[int, list[int]]] = field(default_factory=dict)

    def is_hidden(self, row: int) -> bool:
        return row < len(self.hidden) and bool(self.hidden[row])


def marks_of(part: IO[bytes]) -> Marks:
    """The marks of a sheet, read in small pieces. `check` has looked at the part before."""
    from openpyxl.utils import column_index_from_string

    marks, row, tail = Marks(), 0, b""
    while piece := part.read(PIECE):
        whole = tail + piece
        # Keep an incomplete cell at the end for the next piece.
        cut = whole.rfind(b"c>") + 2 if b"c>" in whole else whole.rfind(b">") + 1
        for found in MARK.finditer(whole, 0, cut):
            if found["row"] is not None:
                row = _row(marks, found["row"], after=row)
            elif (place := PLACE.search(found["cell"])) is not None:
                _note(marks, column_index_from_string(place[1].decode()) - 1, row)
        tail = whole[cut:][-LONGEST_CELL:]
    return marks


def _row(marks: Marks, told: bytes, *, after: int) -> int:
    number = NUMBER.search(told)
    row = min(int(number[1]) if number else after + 1, LAST_ROW)
    if HIDDEN.search(told):
        marks.hidden.extend(bytes(max(row + 1 - len(marks.hidden), 0)))
        marks.hidden[row] = 1
    return row


def _note(marks: Marks, column: int, row: int) -> None:
    count, rows = marks.bare.get(column, (0, []))
    if len(rows) < MOST_LINES:
        rows.append(row)
    marks.bare[column] = (count + 1, rows)
