"""Anonymous peers as dots on a line: where each stands, how large, and where the rep and his target are."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LINE, TOP = 420.0, 96.0, 24.0
LEFT, RIGHT = 24.0, 396.0
RADII = (6.5, 5.0, 4.0, 3.0, 2.0)
GAP = 2.0
# A dot may stand this far beside its value before smaller dots are drawn instead.
MOST_ASIDE = 14.0
# Values that differ by less are one place on the line.
ALIKE = 1e-9
LABEL_WIDTH = 84.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One peer."""

    x: float
    y: float
    is_at_target: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything of the drawing in its own unit, 420 wide. Labels of the ends are left out where the rep's stands."""

    dots: tuple[Dot, ...]
    radius: float
    own_x: float
    first_x: float
    last_x: float
    has_first: bool
    has_last: bool
    low: float
    high: float
    is_down: bool = False

    def x(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the end of the line."""
        share = (value - self.low) / (self.high - self.low)
        return round(LEFT + min(max(share, -0.04), 1.04) * (RIGHT - LEFT), 1)

    @property
    def own_words_x(self) -> float:
        """The same for the words at the rep's mark, which need room to both sides."""
        return min(max(self.own_x, 46.0), WIDTH - 46.0)

    def line_x(self, value: float, at_target: int) -> float:
        """Where the target's line stands, so that the last `at_target` dots are on its better side."""
        better, others = self.dots[len(self.dots) - at_target :], self.dots[: len(self.dots) - at_target]
        if self.is_down:
            low = max((dot.x for dot in better), default=-WIDTH) + self.radius
            high = min((dot.x for dot in others), default=2 * WIDTH) - self.radius
        else:
            low = max((dot.x for dot in others), default=-WIDTH) + self.radius
            high = min((dot.x for dot in better), default=2 * WIDTH) - self.radius
        return round(min(max(self.x(value), low), high), 1) if low <= high else round((low + high) / 2, 1)


def build(peers: Sequence[float], *, own: float, target: float, lower_is_better: bool = False) -> Drawing:
    """The drawing of one or more peers' values beside the rep's own, the worst first, so that the best are last.

    The line reaches from the lowest to the highest of all of them. Dots of like values are stacked; where there
    are many of them they are drawn smaller, and beside each other at last.
    """
    ordered = sorted(peers, reverse=lower_is_better)
    low, high = min(*peers, own, target), max(*peers, own, target)
    if high - low <= ALIKE * max(abs(low), abs(high), 1.0):
        low, high = low - 1, high + 1
    scale = (RIGHT - LEFT) / (high - low)
    at = [LEFT + (value - low) * scale for value in ordered]
    radius, places = _stacked(at)
    slack = 1e-9 * abs(target)
    dots = tuple(
        Dot(round(x, 1), round(y, 1), value <= target + slack if lower_is_better else value >= target - slack)
        for (x, y), value in zip(places, ordered, strict=True)
    )
    own_x, first, last = LEFT + (own - low) * scale, min(at), max(at)
    return Drawing(
        dots=dots,
        radius=radius,
        own_x=round(own_x, 1),
        first_x=round(first, 1),
        last_x=round(last, 1),
        has_first=abs(own_x - first) > LABEL_WIDTH,
        has_last=abs(own_x - last) > LABEL_WIDTH and last - first > LABEL_WIDTH / 2,
        low=low,
        high=high,
        is_down=lower_is_better,
    )


def _stacked(at: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """The largest dots that stand near to their values, and the places of all of them."""
    for radius in RADII:
        places, aside = _places(at, radius)
        if aside <= MOST_ASIDE or radius == RADII[-1]:
            break
    return radius, places


def _places(at: Sequence[float], radius: float) -> tuple[list[tuple[float, float]], float]:
    """Each dot in the column nearest to it that still has room; and how far the farthest stands aside."""
    width = 2 * radius + GAP
    room = int((LINE - TOP) // width)
    heights: dict[int, int] = {}
    places, aside = [], 0.0
    for x in at:
        wanted = round((x - LEFT) / width)
        column = next(one for one in _around(wanted) if heights.get(one, 0) < room)
        heights[column] = heights.get(column, 0) + 1
        place = LEFT + column * width
        places.append((place, LINE - radius - GAP - (heights[column] - 1) * width))
        aside = max(aside, abs(place - x))
    return places, aside


def _around(column: int) -> list[int]:
    """This column, then the ones beside it, nearer ones first."""
    return [column, *(column + way * far for far in range(1, 200) for way in (1, -1))]
