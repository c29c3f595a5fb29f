"""Where a group of lines begins, as reports name an owner in the first line of a group or in its head only."""

import re
from collections.abc import Mapping, Sequence

from salesgym.numbers.calculations.importing.layout import Line, NotData, key_of

# As many lines with a blank cell are named.
MOST_NAMED = 100
COUNTED = re.compile(r"\s*\(\s*\d[^()]*\)\s*$")


def ends_above(line: Line) -> bool:
    """Whether no line below this one may take a cell of a line above it: it is no data, such as a sum, or misses cells."""
    return line.is_total or line.has_wrong_length


def said_by_head(line: Line, place: int, name: str) -> str:
    """What the head of a group says for the column at `place`; empty where it is about another column, or no head.

    "Rae One (5 records)" in the column itself, or "Opportunity Owner: Rae One" with the column's name.
    """
    if line.what != NotData.GROUP:
        return ""
    text = COUNTED.sub("", line.cells[0].strip())
    label, colon, said = text.partition(":")
    if colon:
        return said.strip() if key_of(label) == key_of(name) else ""
    return text if place == 0 else ""


class Gaps:
    """The blank cells of one column that stand below a filled one, within a group of lines."""

    def __init__(self, place: int, name: str) -> None:
        self.place, self.name = place, name
        self.count = 0
        self.lines: list[int] = []
        self.shown = ""
        self.above = ""

    def add(self, cells: Sequence[str], numbers: Sequence[int], starts: Mapping[int, Line | None]) -> None:
        """Look at these cells on these lines. `starts` has the places at which a group begins, with its head."""
        if not starts and (all(map(str.strip, cells)) if self.above else not any(map(str.strip, cells))):
            # No blank, or nothing above one: most columns end here.
            self.above = cells[-1] if cells and cells[-1].strip() else self.above
            return
        if not starts and self.above and len(self.lines) == MOST_NAMED:
            # Enough lines are named, and the others are counted together, which is quicker.
            texts = [*map(str.strip, cells)]
            self.count += len(texts) - sum(map(bool, texts))
            self.above = next(filter(None, reversed(texts)), self.above)
            return
        for at, cell in enumerate(cells):
            if at in starts:
                head = starts[at]
                self.above = said_by_head(head, self.place, self.name) if head else ""
            if cell and not cell.isspace():
                self.above = cell
            elif self.above:
                self.count += 1
                self.shown = self.shown or self.above.strip()
                if len(self.lines) < MOST_NAMED:
                    self.lines.append(numbers[at])
