"""Collects the lines of a file that are no data, to be listed with their text."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice

from salesgym.numbers.calculations.importing.files import total_lines
from salesgym.numbers.calculations.importing.files.header import SEPARATOR_LINE, Start
from salesgym.numbers.calculations.importing.layout import Aside, Line, NotData

MOST_KEPT = 1_000
LONGEST_TEXT = 200
LONGEST_CELL = 60


class Asides:
    """The lines of one file that are no data: the first ones are kept, the others counted.

    `left_out` has a 1 for each line that is blank only because a hidden row was left out; these are none of them.
    """

    def __init__(self, left_out: bytearray | None = None) -> None:
        self.left_out = left_out or bytearray()
        self.kept: list[Aside] = []
        self.more = 0
        # The last lines that sum up the whole file, if they say so and if they may. They are found at the end.
        self.explicit: Line | None = None
        self.plain: list[Line] = []

    def add(self, line: Line) -> None:
        """Keep a line of the table that is marked as no data."""
        if line.what == NotData.SUM:
            self._note_sum(line)
        self._keep(Aside(line.number, line.what, text_of(line.cells)))

    def add_blank(self, number: int) -> None:
        """Keep the number of a blank line."""
        if not (number < len(self.left_out) and self.left_out[number]):
            self._keep(Aside(number, NotData.BLANK.value))

    def add_titles(self, lines: Iterator[str], start: Start) -> None:
        """Keep the lines above the header. The one that names the separator for Excel is none."""
        for number, text in enumerate(islice(lines, start.line - 1), 1):
            if not (number == 1 and SEPARATOR_LINE.fullmatch(text)):
                said = text_of(_cells(text, start))
                self._keep(Aside(number, (NotData.TITLE if said else NotData.BLANK).value, said))

    def found(self) -> tuple[Aside, ...]:
        """What is kept, in the order of the file, with the cells of the line that sums up the whole of it."""
        total = self.explicit or (self.plain[0] if len(self.plain) == 1 else None)
        kept = sorted(self.kept, key=lambda one: one.line)
        if total is None:
            return tuple(kept)
        cells = tuple(cell.strip()[:LONGEST_CELL] for cell in total.cells)
        with_cells = Aside(total.number, total.what, text_of(total.cells), cells)
        others = [one for one in kept if one.line != total.number]
        return tuple(sorted([*others, with_cells], key=lambda one: one.line))

    def _note_sum(self, line: Line) -> None:
        if total_lines.sums_all(line.cells, is_only=False):
            self.explicit = line
        elif total_lines.sums_all(line.cells, is_only=True) and len(self.plain) < 2:
            self.plain.append(line)

    def _keep(self, aside: Aside) -> None:
        if len(self.kept) < MOST_KEPT:
            self.kept.append(aside)
        else:
            self.more += 1


def text_of(cells: Sequence[str]) -> str:
    """A line's filled cells in one text."""
    return ", ".join(" ".join(text.split()) for text in total_lines.filled(cells))[:LONGEST_TEXT]


def _cells(text: str, start: Start) -> list[str]:
    """The cells of a line above the table, which may hold anything."""
    try:
        return next(csv.reader([text], delimiter=start.separator, quotechar=start.quote), [])
    except csv.Error:
        return [text]
