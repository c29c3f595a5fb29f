"""The small line in a row of numbers: the last weeks as one path, and the newest one as a dot."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesgym.numbers.calculations.drawing.sparkline import Number, Point, path, span

WIDTH, HEIGHT = 160, 32
LEFT, RIGHT, TOP, BOTTOM = 3.0, 155.0, 5.0, 27.0


@dataclass(frozen=True, slots=True)
class RowLine:
    """SVG path data of the line, with gaps for weeks without a value, and of the dot at its newest value.

    Both are empty without values. The dot is a line of no length, which a round cap makes a circle of one size
    however the drawing is stretched.
    """

    way: str
    end: str
    width: int = WIDTH
    height: int = HEIGHT


def build(values: Sequence[Number | None], *, usual: tuple[Number, Number] | None = None) -> RowLine:
    """The line of these values, oldest first; None is a gap.

    The whole usual range (low, high) fits into the drawing though it is not drawn: a line that stays in it
    looks as calm as it is.
    """
    known = [value for value in values if value is not None]
    if not known:
        return RowLine("", "")
    low, high = span([*known, *(usual or ())])
    across, up = (RIGHT - LEFT) / max(len(values) - 1, 1), (BOTTOM - TOP) / (high - low)
    points = [
        None if value is None else Point(LEFT + across * place, BOTTOM - up * (float(value) - low))
        for place, value in enumerate(values)
    ]
    last = next(point for point in reversed(points) if point is not None)
    return RowLine(path(points), f"M{last.x:.1f} {last.y:.1f}h0")
