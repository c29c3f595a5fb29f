"""Anonymous peers as dots on a line: position and size of the dots, and the places of rep and target."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LINE, TOP = 420.0, 96.0, 24.0
LEFT, RIGHT = 24.0, 396.0
RADII = (6.5, 5.0, 4.0, 3.0, 2.0)
GAP = 2.0
# The farthest a dot may be from its value's place; beyond it all dots are drawn one size smaller.
MOST_ASIDE = 14.0
# Values whose relative difference is smaller are drawn at one place.
ALIKE = 1e-9
LABEL_WIDTH = 84.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One peer: the centre of the dot, and whether its value meets the target."""

    x: float
    y: float
    is_at_target: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing, in units of its viewBox (420 wide). has_first, has_last: whether that end has a label."""

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
        """The place of a value on the line; values outside the line are drawn just past its ends."""
        share = (value - self.low) / (self.high - self.low)
        return round(LEFT + min(max(share, -0.04), 1.04) * (RIGHT - LEFT), 1)

    @property
    def own_words_x(self) -> float:
        """The place of the label at the rep's mark, moved inward so that it fits."""
        return min(max(self.own_x, 46.0), WIDTH - 46.0)

    def line_x(self, value: float, at_target: int) -> float:
        """The place of the target's line, moved so that exactly the last `at_target` dots are on its better side."""
        better, others = self.dots[len(self.dots) - at_target :], self.dots[: len(self.dots) - at_target]
        if self.is_down:
            low = max((dot.x for dot in better), default=-WIDTH) + self.radius
            high = min((dot.x for dot in others), default=2 * WIDTH) - self.radius
        else:
            low = max((dot.x for dot in others), default=-WIDTH) + self.radius
            high = min((dot.x for dot in better), default=2 * WIDTH) - self.radius
        return round(min(max(self.x(value), low), high), 1) if low <= high else round((low + high) / 2, 1)


def build(peers: Sequence[float], *, own: float, target: float, lower_is_better: bool = False) -> Drawing:
    """The drawing of one or more peers' values and the rep's own; the dots are in order from worst to best.

    The line reaches from the lowest to the highest of all values and the target. Dots of similar values are
    stacked; if a stack is full, all dots become smaller, and the smallest ones are placed side by side.
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
    """The largest radius at which every dot is within MOST_ASIDE of its value, and the places of the dots."""
    for radius in RADII:
        places, aside = _places(at, radius)
        if aside <= MOST_ASIDE or radius == RADII[-1]:
            break
    return radius, places


def _places(at: Sequence[float], radius: float) -> tuple[list[tuple[float, float]], float]:
    """A place for each dot, in the nearest column that has room; and the largest distance from a value."""
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
    """This column and its neighbours on both sides, the nearest first."""
    return [column, *(column + way * far for far in range(1, 200) for way in (1, -1))]
