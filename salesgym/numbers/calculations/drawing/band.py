"""Single weeks on a chart: rings around them, and hairlines at their natural limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from salesgym.numbers.calculations.drawing.sparkline import Point

WeekMark = Literal["plain", "outside"]


@dataclass(frozen=True)
class Ring(Point):
    """A week. mark: outside its natural limits, or not."""

    mark: WeekMark = "plain"


def hairlines(
    places: Sequence[float],
    heights: Sequence[float | None],
    *,
    left: float,
    right: float,
    within: tuple[float, float],
) -> str:
    """SVG path data of a line in steps with one height for each place; places rise from left to right.

    Each week's part reaches half-way to its neighbors, the first and the last to the ends of the drawing. What lies
    outside `within`, from top to bottom, leaves a gap, as a None does.
    """
    middles = [(before + after) / 2 for before, after in pairwise(places)]
    ends = [left, *middles, right]
    seen = [None if height is None or not within[0] <= height <= within[1] else height for height in heights]
    return " ".join(_parts(ends, seen))


def _parts(ends: Sequence[float], heights: Sequence[float | None]) -> Iterator[str]:
    before: float | None = None
    for place, height in enumerate(heights):
        after = heights[place + 1] if place + 1 < len(heights) else None
        if height is not None and height != before:
            yield f"M{ends[place]:.1f} {height:.1f}" if before is None else f"V{height:.1f}"
        if height is not None and height != after:
            yield f"H{ends[place + 1]:.1f}"
        before = height
