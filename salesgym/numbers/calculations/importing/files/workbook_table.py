"""Joins the sheets of a workbook that are read into one table: with even rows, without hidden ones if told so."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO, BinaryIO

from salesgym.numbers.calculations.importing.book import ALL_SHEETS, Book, Formulas, Sheet
from salesgym.numbers.calculations.importing.files.header import HEAD_LINES, find_start
from salesgym.numbers.calculations.importing.files.workbook_days import day_text, serial_columns
from salesgym.numbers.calculations.importing.files.workbook_marks import Marks
from salesgym.numbers.calculations.importing.lacks import MOST_LINES
from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.calculations.importing.trouble import Unreadable


@dataclass(frozen=True, slots=True)
class Written:
    """One sheet as CSV, with rows of different lengths; `tables` counts those of two cells or more."""

    title: str
    file: IO[bytes]
    tables: int
    width: int
    height: int
    marks: Marks


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose: the name of a sheet, ALL_SHEETS, or "" for the largest; whether hidden rows are read."""

    sheet: str = ""
    with_hidden: bool = True
    header_line: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet that is read, and the row after which its data begins."""

    sheet: Written
    after: int
    first_line: int
    first_row: int

    def line_of(self, row: int) -> int:
        return self.first_line + row - self.first_row


def write(
    sheets: Sequence[Written], target: BinaryIO, *, wish: Wish, epoch: datetime
) -> tuple[Book, bytearray]:
    """Write the table; the book, and a 1 for each line that is blank because its row is hidden."""
    best = max(sheets, key=lambda one: one.tables)
    main = next((one for one in sheets if one.title == wish.sheet), best)
    header, names = _header(main, wish.header_line)
    headers = {one.title: header if one is main else _header_row(one, names) for one in sheets}
    parts = [_Part(main, header, 1, 1)]
    if wish.sheet == ALL_SHEETS:
        for one in sheets:
            if one is not main and headers[one.title]:
                start = headers[one.title]
                last = parts[-1]
                parts.append(_Part(one, start, last.line_of(last.sheet.height) + 1, start + 1))
    hidden, left_out = _write(parts, target, names, wish=wish, epoch=epoch)
    return (
        Book(
            sheets=tuple(_sheet(one, headers[one.title], parts, best) for one in sheets if one.tables),
            formulas=_formulas(parts),
            hidden=sum(hidden),
            hidden_lines=tuple(islice((line for line, is_so in enumerate(hidden) if is_so), MOST_LINES)),
        ),
        left_out,
    )


def _write(
    parts: Sequence[_Part], target: BinaryIO, names: Sequence[str], *, wish: Wish, epoch: datetime
) -> tuple[bytearray, bytearray]:
    """Write all rows with as many cells as the longest: empty cells at the end of a row count as cells."""
    width = max(part.sheet.width for part in parts)
    serial = serial_columns(names, (row for part in parts for _, row in _data(part)), epoch)
    hidden = bytearray(parts[-1].line_of(parts[-1].sheet.height) + 1)
    left_out = bytearray(0 if wish.with_hidden else len(hidden))
    text = io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    for part in parts:
        for number, row in _rows(part.sheet, part.first_row):
            line, is_data = part.line_of(number), number > part.after
            if is_data and part.sheet.marks.is_hidden(number) and sum(map(bool, row)) > 1:
                hidden[line] = 1
                if not wish.with_hidden:
                    left_out[line] = 1
                    text.write("\n")
                    continue
            if not row:
                text.write("\n")
                continue
            cells = [*row, *[""] * (width - len(row))]
            for place in serial if is_data else ():
                cells[place] = day_text(cells[place].strip(), epoch) or cells[place]
            writer.writerow(cells)
    text.detach()
    return hidden, left_out


def _rows(sheet: Written, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """The rows from this one on with their numbers. Each stands on one line."""
    sheet.file.seek(0)
    lines = io.TextIOWrapper(sheet.file, "utf-8", newline="")
    try:
        for number, row in enumerate(csv.reader(lines), 1):
            if number >= first:
                yield number, row
    finally:
        lines.detach()


def _data(part: _Part) -> Iterator[tuple[int, list[str]]]:
    return _rows(part.sheet, part.after + 1)


def _header(sheet: Written, header_line: int) -> tuple[int, tuple[str, ...]]:
    """The row with the names of the columns, and these; 0 and none where the sheet is no table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for _number, row in islice(_rows(sheet), HEAD_LINES):
        writer.writerow([*row, *[""] * (sheet.width - len(row))])
    try:
        start = find_start(text.getvalue().splitlines(keepends=True), header_line)
    except Unreadable:
        return 0, ()
    return start.line, start.names


def _header_row(sheet: Written, names: Sequence[str]) -> int:
    """The row of another sheet that has the same names of columns; 0 without one."""
    wanted = [key_of(name) for name in names]
    for number, row in islice(_rows(sheet), HEAD_LINES):
        if wanted and [key_of(cell) for cell in row] == wanted[: len(row)] and len(row) > 1:
            rest = wanted[len(row) :]
            # Names of columns without one, which only the widest rows of the largest sheet have.
            if all(name.startswith("column ") for name in rest):
                return number
    return 0


def _sheet(sheet: Written, header: int, parts: Sequence[_Part], best: Written) -> Sheet:
    part = next((one for one in parts if one.sheet is sheet), None)
    lines = sum(sum(map(bool, row)) > 1 for _number, row in _rows(sheet, header + 1))
    return Sheet(
        sheet.title,
        lines,
        has_same_columns=bool(header),
        is_largest=sheet is best,
        first_line=part.first_line if part else 0,
        first_row=part.first_row if part else 0,
    )


def _formulas(parts: Sequence[_Part]) -> tuple[Formulas, ...]:
    found: dict[int, Formulas] = {}
    for part in parts:
        for column, (count, rows) in part.sheet.marks.bare.items():
            before = found.get(column, Formulas(column, 0, ()))
            lines = (*before.lines, *(part.line_of(row) for row in rows if row > part.after))[:MOST_LINES]
            above = sum(row <= part.after for row in rows)
            found[column] = Formulas(column, before.count + count - above, lines)
    return tuple(found[column] for column in sorted(found) if found[column].count)
