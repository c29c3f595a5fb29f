"""Finds the header line, the separator and the quotes of a table by its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesgym.numbers.calculations.importing.cells.day import FIRST_YEAR, LAST_YEAR, orders_of
from salesgym.numbers.calculations.importing.cells.number import marks_of
from salesgym.numbers.calculations.importing.files import own_columns
from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

SEPARATORS = (",", ";", "\t", "|")
# A column name with one of these in it suggests that the line was split at the wrong separator.
STRAY = frozenset(";\t|")
DEEPEST_HEADER = 20
FOLLOWERS = 50
HEAD_LINES = 120
HEAD_CHARACTERS = 300_000
MOST_COLUMNS = 250
# The header is the first line whose score is at least this part of the best score.
NEARLY = 0.7
CERTAIN = 1_000.0
SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Start:
    """How a table is written, and the line with its column names."""

    separator: str
    quote: str
    line: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    cells: tuple[str, ...]
    kinds: tuple[str, ...]

    def fits(self, width: int) -> bool:
        return len(self.cells) == width or (len(self.cells) > width and not any(self.cells[width:]))


def head_of(lines: Iterator[str]) -> list[str]:
    """The first lines of a file, enough for a header and some data."""
    head: list[str] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line)
        if len(head) == HEAD_LINES or size > HEAD_CHARACTERS:
            break
    return head


def find_start(head: Sequence[str], header_line: int = 0) -> Start:
    """The separator, the quotes and the header. Raises Unreadable without a table of two columns or more."""
    declared = SEPARATOR_LINE.fullmatch(head[0]) if head else None
    separators = (declared[1],) if declared else SEPARATORS
    first = header_line or (2 if declared else 1)
    last = header_line or DEEPEST_HEADER
    quote = quote_of(head)
    found: list[tuple[float, int, str, Record]] = []
    is_wide = False
    for separator in separators:
        records = list(_records(head[first - 1 :], separator, quote, first))
        is_wide = is_wide or any(len(record.cells) > 1 for record in records)
        score, record = _best(records, last, is_chosen=bool(header_line))
        if record:
            found.append((score, -len(found), separator, record))
    if not found:
        raise Unreadable(Trouble.NO_HEADER if is_wide else Trouble.ONE_COLUMN)
    _, _, separator, header = max(found)
    own = own_columns.places_of(header.cells)
    names = own_columns.without(header.cells, own) if own else header.cells
    return Start(separator, quote, header.line, distinct_names(names))


def distinct_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Column names to show: numbered where they are empty or repeated."""
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(cells, 1):
        plain = name = " ".join(cell.split()) or f"Column {place}"
        again = 1
        while key_of(name) in taken:
            again += 1
            name = f"{plain} ({again})"
        taken.add(key_of(name))
        names.append(name)
    return tuple(names)


def quote_of(head: Sequence[str]) -> str:
    """The quote character: a single quote where most lines have cells in those and none in double quotes."""
    if any('"' in line for line in head):
        return '"'
    single = sum(1 for line in head if re.search(r"(?:^|[,;\t|])'[^']*'(?=[,;\t|\r\n]|$)", line))
    filled = sum(1 for line in head if line.strip())
    return "'" if filled and single >= filled / 2 else '"'


def _records(lines: Sequence[str], separator: str, quote: str, first: int) -> Iterator[Record]:
    """The lines that are not blank. Of too many cells one more than allowed is kept, so that it is noticed."""
    reader = csv.reader(lines, delimiter=separator, quotechar=quote)
    start = first
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row[: MOST_COLUMNS + 1])
            if any(cells):
                yield Record(start, cells, tuple(_kind(cell) for cell in cells))
            start = first + reader.line_num
    except csv.Error:
        return


def _kind(cell: str) -> str:
    if not cell:
        return ""
    if len(cell) == 4 and cell.isdecimal() and FIRST_YEAR <= int(cell) <= LAST_YEAR:
        return "year"
    if any(marks_of(cell)):
        return "number"
    if any(orders_of(cell)):
        return "date"
    return "email" if EMAIL.fullmatch(cell) else "text"


def _best(records: Sequence[Record], last: int, *, is_chosen: bool) -> tuple[float, Record | None]:
    """The score and the most likely header up to line `last`. With `is_chosen` any score is enough."""
    if is_chosen:
        header = records[0] if records and records[0].line == last else None
        if header is None or len(header.cells) < 2:
            return 0, None
        return _follow(header, records[1 : 1 + FOLLOWERS]) * len(header.cells), header
    scores = [_score(records, at) for at, record in enumerate(records) if record.line <= last]
    best = max(scores, default=0)
    if best <= 0:
        return 0, None
    at = next(at for at, score in enumerate(scores) if score >= best * NEARLY)
    return scores[at], records[at]


def _score(records: Sequence[Record], at: int) -> float:
    """How likely a record is the header: its distinct names times the share of following lines that fit it.

    0 where a cell is data like those below it, or where its cells are repeated below. Lines that stayed out of a file
    may fit in nothing, so the columns that were written with them tell their header.
    """
    header = records[at]
    if own_columns.places_of(header.cells):
        return CERTAIN
    width = len(header.cells)
    names = {key_of(cell) for cell in header.cells if cell}
    if len(names) < 2:
        return 0
    followers = records[at + 1 : at + 1 + FOLLOWERS]
    same = [record for record in followers if record.fits(width)]
    above = [record for record in records[:at] if record.fits(width)]
    columns = _column_kinds([*same, *above], width)
    if _is_data(header, columns) or any(_is_data(record, columns) for record in above):
        return 0
    if _repeats(header, same):
        return 0
    stray = 0.3 if any(STRAY & set(cell) for cell in header.cells) else 1
    return len(names) * stray * _follow(header, followers)


def _follow(header: Record, followers: Sequence[Record]) -> float:
    """The share of the lines below that have as many cells, 0 to 1."""
    if not followers:
        return 0.5
    return sum(1 for record in followers if record.fits(len(header.cells))) / len(followers)


def _column_kinds(records: Sequence[Record], width: int) -> tuple[str, ...]:
    """The kind of most filled cells of each column."""
    kinds = []
    for place in range(width):
        counts = Counter(record.kinds[place] for record in records if record.kinds[place])
        kind, count = counts.most_common(1)[0] if counts else ("", 0)
        kinds.append(kind if count * 2 > counts.total() else "text")
    return tuple(kinds)


def _is_data(record: Record, columns: Sequence[str]) -> bool:
    """Whether a cell is a number, date, year or address like most of its column, so not a column name."""
    return any(
        kind == column and kind in ("number", "date", "email", "year")
        for kind, column in zip(record.kinds, columns, strict=False)
    )


def _repeats(header: Record, records: Sequence[Record]) -> bool:
    """Whether two cells are repeated below in their columns. A line that repeats all of them does not count."""
    again = set()
    for record in records:
        same = [place for place, cell in enumerate(header.cells) if cell and record.cells[place] == cell]
        if len(same) < sum(1 for cell in header.cells if cell):
            again.update(same)
    return len(again) >= 2
