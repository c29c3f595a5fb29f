"""The small staircase of a board row: which milestones are reached and how far the next one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 172, 52
LEFT, RIGHT, BOTTOM, TOP = 4.0, 160.0, 46.0, 10.0
# The level part before the first step, as a share of a step's width.
FIRST_RUN = 0.45

Mark = Literal["ahead", "to_verify", "earned", "open", "reached"]


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Sign:
    """A milestone on the path. mark: the state of its reward; without one "open" or "reached"."""

    x: float
    y: float
    mark: Mark


@dataclass(frozen=True)
class MilestonePath:
    """way is the whole path and done its reached part (empty before the start), both as SVG path data.

    here is the rep's point now; None once every milestone is reached. Lengths are in units of the viewBox.
    """

    way: str
    done: str
    signs: tuple[Sign, ...]
    here: Point | None
    width: int = WIDTH
    height: int = HEIGHT


def build(
    marks: Sequence[Mark], *, reached: int, share: float = 0.0, is_started: bool = True
) -> MilestonePath:
    """The path of a plan with these milestones, in order.

    marks: one for each milestone. reached: how many are reached, 0 to all. share: how much of the next one
    is done, 0 to 1; values outside are drawn at the ends. is_started: False leaves done empty.
    """
    run = (RIGHT - LEFT) / (len(marks) + FIRST_RUN)
    rise = (BOTTOM - TOP) / max(len(marks), 1)
    edges = [LEFT + run * (FIRST_RUN + place) for place in range(len(marks))]
    floors = [BOTTOM - rise * place for place in range(len(marks) + 1)]
    corners = [Point(LEFT, BOTTOM)]
    for edge, before, after in zip(edges, floors, floors[1:], strict=False):
        corners += [Point(edge, before), Point(edge, after)]
    corners.append(Point(RIGHT, floors[-1]))
    reached = min(max(reached, 0), len(marks))
    climbed = corners[: 2 * reached + 2]
    here = None
    if reached < len(marks):
        here = Point(edges[reached], floors[reached] - rise * min(max(share, 0.0), 1.0))
        climbed = [*climbed[:-1], Point(edges[reached], floors[reached]), here]
    signs = tuple(
        Sign(round(edge + run / 2, 1), round(floor, 1), mark)
        for edge, floor, mark in zip(edges, floors[1:], marks, strict=True)
    )
    return MilestonePath(
        way=_line(corners),
        done=_line(climbed) if is_started else "",
        signs=signs,
        here=here and Point(round(here.x, 1), round(here.y, 1)),
    )


def _line(points: Sequence[Point]) -> str:
    return " ".join(
        f"{'M' if place == 0 else 'L'}{point.x:.1f} {point.y:.1f}" for place, point in enumerate(points)
    )
