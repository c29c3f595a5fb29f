"""The usual range on a chart where it differs from week to week: a band in steps, and rings that left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from salesgym.numbers.calculations.drawing.sparkline import Number, Point

WeekMark = Literal["", "outside", "run"]
# The upper and the lower edge, in the units of the drawing.
Edges = tuple[float, float]


@dataclass(frozen=True)
class Ring(Point):
    """A single week. mark: outside its usual range, or one of a run on one side of the middle."""

    mark: WeekMark = ""


def common(bands: Sequence[tuple[Number, Number]]) -> tuple[Number, Number] | None:
    """What these bands (low, high) share, or the newest one where they share nothing; None without any."""
    if not bands:
        return None
    low, high = max(low for low, _ in bands), min(high for _, high in bands)
    return (low, high) if low < high else bands[-1]


@dataclass(frozen=True)
class _Block:
    """Neighboring weeks with the same band."""

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
    """Along the upper edges to the right, and back along the lower ones."""
    upper = [f"V{block.edges[0]:.1f} H{block.right:.1f}" for block in blocks]
    lower = [f"V{block.edges[1]:.1f} H{block.left:.1f}" for block in reversed(blocks)]
    return " ".join([f"M{blocks[0].left:.1f} {blocks[0].edges[0]:.1f}", *upper, *lower, "Z"])
