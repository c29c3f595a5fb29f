"""Counts what the cells of a column can be, while the file is read, in memory that does not grow with it."""

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from salesgym.numbers.calculations.importing.cells.day import differs, orders_of
from salesgym.numbers.calculations.importing.cells.number import LONGEST, has_mark, marks_of
from salesgym.numbers.calculations.importing.files.groups import Gaps
from salesgym.numbers.calculations.importing.layout import Column, Line, Proof

MOST_VALUES = 2_000
# A column with more distinct values keeps only this many of them.
SOME_VALUES = 100
MOST_OF_ALL = 100_000
LONGEST_VALUE = 200
NO_STARTS: Mapping[int, Line | None] = {}
SAMPLES = 3
SAMPLE_LENGTH = 200

# The shape of a text: each digit becomes 0, each letter a.
SHAPE = str.maketrans(string.digits + string.ascii_letters, "0" * 10 + "a" * 52)
# Shapes that no number has: a long word, two words, a word between digits (except an exponent).
NO_NUMBER = re.compile(r"a{5}|a[^a]+a|0aa+0|[@:/_]")
# Shapes that no day has: a letter between digits (except in a time), ten digits in a row, a long word, or
# only one number of up to four digits.
NO_DAY = re.compile(r"0a0(?!0?:)|0{10}|a{12}|^[^0]*0{1,4}[^0]*$|[@_]")


def most_values_of(columns: int) -> int:
    """How many distinct values each column may keep, so that this many columns fit into memory."""
    return max(SOME_VALUES, min(MOST_VALUES, MOST_OF_ALL // columns))


class ColumnTally:
    """The counts of one column. Cells are added in batches, so that each distinct text is examined once."""

    def __init__(self, name: str, most_values: int = MOST_VALUES, *, place: int = 0) -> None:
        self.name = name
        self.gaps = Gaps(place, name)
        self.most_values = most_values
        self.samples: list[str] = []
        # A cache of what each text can be.
        self.forms: dict[str, tuple[bool, ...]] = {}
        self.values: dict[str, int] = {}
        self.has_more = False
        self.filled = self.month_first = self.day_first = self.year_first = 0
        self.point = self.comma = self.either = 0
        self.proofs: dict[str, tuple[int, str]] = {}

    def add(
        self,
        cells: Sequence[str],
        lines: Sequence[int] = (),
        starts: Mapping[int, Line | None] = NO_STARTS,
    ) -> None:
        """Count these cells, which stand on these lines. `starts` has the places where a group begins: see `Gaps`."""
        if lines:
            self.gaps.add(cells, lines, starts)
        for cell, times in Counter(cells).items():
            text = cell.strip()
            if text:
                self.filled += times
                proof = _proof(self._count_forms(text, times))
                if proof and proof not in self.proofs and (proof is not Proof.EITHER_ORDER or differs(text)):
                    self.proofs[proof] = (lines[cells.index(cell)] if lines else 0, text[:SAMPLE_LENGTH])
                self._keep(text, times)

    def column(self) -> Column:
        """The column as counted so far."""
        return Column(
            name=self.name,
            samples=tuple(self.samples),
            filled=self.filled,
            month_first=self.month_first,
            day_first=self.day_first,
            year_first=self.year_first,
            point=self.point,
            comma=self.comma,
            values=self.values,
            has_more=self.has_more,
            either=self.either,
            proofs=self.proofs,
            gaps=self.gaps.count,
            gap_lines=tuple(self.gaps.lines),
            above=self.gaps.shown[:SAMPLE_LENGTH],
        )

    def _count_forms(self, text: str, times: int) -> tuple[bool, ...]:
        forms = self.forms.get(text)
        if forms is None:
            forms = _forms(text)
            if len(self.forms) < self.most_values:
                self.forms[text] = forms
        point, comma, either, month_first, day_first, year_first = forms
        self.point += times * point
        self.comma += times * comma
        self.either += times * either
        self.month_first += times * month_first
        self.day_first += times * day_first
        self.year_first += times * year_first
        return forms

    def _keep(self, text: str, times: int) -> None:
        if text in self.values:
            self.values[text] += times
            return
        if len(self.samples) < SAMPLES:
            self.samples.append(text[:SAMPLE_LENGTH])
        if self.has_more:
            return
        if len(text) > LONGEST_VALUE or len(self.values) >= self.most_values:
            self.has_more = True
            self.values = dict(list(self.values.items())[:SOME_VALUES])
            return
        self.values[text] = times


def _forms(text: str) -> tuple[bool, ...]:
    """Whether a cell is: decimal point, decimal comma, either, month first, day first, year first.

    A cell that is a number is not counted as a date.
    """
    may_be_number, may_be_day = _possible(text.translate(SHAPE))
    point, comma = marks_of(text) if may_be_number else (False, False)
    if point or comma:
        return point, comma, point and comma and has_mark(text), False, False, False
    return False, False, False, *(orders_of(text) if may_be_day else (False, False, False))


@lru_cache(maxsize=64)
def _proof(forms: tuple[bool, ...]) -> Proof | None:
    """What a cell of these forms says of how its column is written; a date of either order only where it differs."""
    point, comma, either, month_first, day_first, _year_first = forms
    if point != comma:
        return Proof.POINT if point else Proof.COMMA
    if month_first != day_first:
        return Proof.MONTH_FIRST if month_first else Proof.DAY_FIRST
    if either:
        return Proof.EITHER_MARK
    return Proof.EITHER_ORDER if month_first else None


@lru_cache(maxsize=4096)
def _possible(shape: str) -> tuple[bool, bool]:
    """Whether texts of this shape may be numbers, and may be days. Cached, as most cells share few shapes."""
    if "0" not in shape or len(shape) > LONGEST:
        return not shape.isascii(), not shape.isascii()
    may_be_number = not NO_NUMBER.search(shape) or not shape.isascii()
    return may_be_number, not NO_DAY.search(shape) or not shape.isascii()
