"""A usual range that differs from week to week, as a band in steps, and rings around weeks outside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from salesgym.numbers.calculations.drawing.sparkline import Number, Point

WeekMark = Literal["plain", "outside", "run"]
# Upper and lower edge, in the drawing's units.
Edges = tuple[float, float]


@dataclass(frozen=True)
class Ring(Point):
    """A week. mark: outside its usual range, one of a run on one side of the center, or neither."""

    mark: WeekMark = "plain"


def common(bands: Sequence[tuple[Number, Number]]) -> tuple[Number, Number] | None:
    """The intersection of these bands (low, high); the newest one where it is empty, None without bands."""
    if not bands:
        return None
    low, high = max(low for low, _ in bands), min(high for _, high in bands)
    return (low, high) if low < high else bands[-1]


@dataclass(frozen=True)
class _Block:
    """Consecutive weeks with the same band."""

    left: float
    right: float
    edges: Edges


def steps(places: Sequence[float], bands: Sequence[Edges | None], *, left: float, right: float) -> str:
    """SVG path data of a band with one pair of edges for each place; places rise from left to right.

    Each week's band reaches half-way to its neighbors, the first and the last to the ends of the drawing. A
    None leaves a gap.
    """
    middles = [(before + after) / 2 for before, after in pairwise(places)]
    ends = [left, *middles, right]
    blocks, place = [], 0
    for edges, same in groupby(bands):
        last = place + len(list(same))
        blocks.append(_Block(ends[place], ends[last], edges) if edges is not None else None)
        place = last
    return " ".join(
        _outline([block for block in run if block is not None])
        for is_gap, run in groupby(blocks, key=lambda block: block is None)
        if not is_gap
    )


def _outline(blocks: Sequence[_Block]) -> str:
    """SVG path data: along the upper edges to the right, and back along the lower ones."""
    upper = [f"V{block.edges[0]:.1f} H{block.right:.1f}" for block in blocks]
    lower = [f"V{block.edges[1]:.1f} H{block.left:.1f}" for block in reversed(blocks)]
    return " ".join([f"M{blocks[0].left:.1f} {blocks[0].edges[0]:.1f}", *upper, *lower, "Z"])
