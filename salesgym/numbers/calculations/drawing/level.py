"""A level on a line chart: the value that a number would have had without any help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from salesgym.numbers.calculations.drawing.sparkline import Point

CHARACTER = 6.6
LINE_OF_TEXT = 15.0

Anchor = Literal["start", "end"]
Number = float | Decimal


class Place(Protocol):
    """A point that is drawn already."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class Scale(Protocol):
    """Converts days and values into places in the drawing."""

    @property
    def right(self) -> float: ...
    def x(self, on: date) -> float: ...
    def y(self, value: Number) -> float: ...


@dataclass(frozen=True)
class Level:
    """One value from a day on, and its label ("Without a plan: likely 19% to 22%")."""

    value: float
    from_on: date
    label: str


@dataclass(frozen=True)
class DrawnLevel:
    """The level as SVG path data, and the place of its label."""

    path: str
    x: float
    y: float
    text: str
    anchor: Anchor

    @property
    def taken(self) -> list[Point]:
        """Points that other labels have to avoid."""
        start = self.x - len(self.text) * CHARACTER if self.anchor == "end" else self.x
        return [Point(start + 2 * CHARACTER * place, self.y - 5) for place in range(len(self.text) // 2 + 1)]


def held(band: tuple[Number, Number] | None, level: Level | None) -> list[Number]:
    """The values of a band and a level that the axis must include."""
    return [*(band or ()), *([level.value] if level else [])]


def draw(level: Level | None, scale: Scale, *, lowest: float, taken: Sequence[Place]) -> DrawnLevel | None:
    """The level from its day to the right end; the label covers as few of the `taken` places as possible."""
    if level is None:
        return None
    left, height = scale.x(level.from_on), scale.y(level.value)
    ends: tuple[tuple[float, Anchor], ...] = ((scale.right - 10, "end"), (left + 10, "start"))
    places = [
        (end, height + down, anchor)
        for down in (LINE_OF_TEXT, -6.0)
        for end, anchor in ends
        if height + down < lowest
    ]
    width = len(level.label) * CHARACTER
    end, line, anchor = min(places, key=lambda place: _covered(place[0], place[1], place[2], width, taken))
    return DrawnLevel(f"M{left:.1f} {height:.1f}H{scale.right:.1f}", end, round(line, 1), level.label, anchor)


def _covered(x: float, y: float, anchor: Anchor, width: float, taken: Sequence[Place]) -> int:
    left = x - width if anchor == "end" else x
    return sum(left - 12 < place.x < left + width + 12 and y - 17 < place.y < y + 7 for place in taken)
