"""The bars of a waterfall chart, from one amount to another in steps, for any width of the page.

Horizontal places are percent of the drawing's width, vertical ones pixels, so that text keeps its size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isclose
from typing import Literal

from salesgym.numbers.calculations.statistics import sound_input

ROW, WORDS_AT, NOTE_AT, BAR_AT, BAR_HEIGHT = 64, 14, 31, 39, 14
# The smallest width of a bar in percent, so that it can be seen.
NARROWEST = 0.8
PLACES = 2

Kind = Literal["start", "more", "less", "same", "end"]


@dataclass(frozen=True, slots=True)
class Step:
    """One part: its name, amount (negative where it reduces), the formatted amount, and a note on its reason."""

    label: str
    amount: float
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `at`, `width` and `link_at`, the place of the line to the next row, are 0 to 100 percent."""

    label: str
    words: str
    note: str
    kind: Kind
    top: int
    at: float
    width: float
    link_at: float | None

    @property
    def words_y(self) -> int:
        return self.top + WORDS_AT

    @property
    def note_y(self) -> int:
        return self.top + NOTE_AT

    @property
    def bar_y(self) -> int:
        return self.top + BAR_AT

    @property
    def foot_y(self) -> int:
        return self.bar_y + BAR_HEIGHT

    @property
    def next_y(self) -> int:
        """The top of the next row's bar."""
        return self.bar_y + ROW


@dataclass(frozen=True, slots=True)
class Waterfall:
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.bars) - (ROW - BAR_AT - BAR_HEIGHT)

    @property
    def bar_height(self) -> int:
        return BAR_HEIGHT


def build(*, start: Step, parts: Sequence[Step], end: Step) -> Waterfall:
    """A bar for the first amount, one for each part where the one before ended, and one for the end.

    The amounts of start and parts add up to that of the end. Refuses NaN, and parts that do not add up.
    """
    levels = _levels([start.amount, *(part.amount for part in parts)], end.amount)
    steps = [start, *parts, end]
    ends = [(0.0, levels[0]), *pairwise(levels), (0.0, levels[-1])]
    kinds: list[Kind] = ["start", *(_kind(part.amount) for part in parts), "end"]
    low = min(0.0, *levels)
    reach = (max(0.0, *levels) - low) or 1.0
    places = [tuple(100 * (one - low) / reach for one in pair) for pair in ends]
    bars = [
        _bar(row, step, kind, *pair)
        for row, (step, kind, pair) in enumerate(zip(steps, kinds, places, strict=True))
    ]
    return Waterfall(tuple(bars))


def _levels(amounts: Sequence[float], end: float) -> list[float]:
    """The amount at which each bar ends."""
    levels = list(accumulate(sound_input.numbers(amounts, "A part of a waterfall")))
    if not isclose(
        levels[-1],
        sound_input.number(end, "The end of a waterfall"),
        rel_tol=1e-9,
        abs_tol=max(map(abs, levels)) * 1e-9,
    ):
        raise ValueError("the parts of a waterfall add up to its end")
    return levels


def _bar(row: int, step: Step, kind: Kind, first: float, last: float) -> Bar:
    width = max(abs(last - first), NARROWEST)
    return Bar(
        step.label,
        step.words,
        step.note,
        kind,
        top=ROW * row,
        at=round(min(first, last, 100 - width), PLACES),
        width=round(width, PLACES),
        link_at=None if kind == "end" else round(last, PLACES),
    )


def _kind(amount: float) -> Kind:
    if amount > 0:
        return "more"
    return "less" if amount < 0 else "same"
