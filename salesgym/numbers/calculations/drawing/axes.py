"""The axes of a line chart: where days and values stand in the drawing, grid lines and dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor, log10

from salesgym.numbers.calculations.drawing.sparkline import span

WIDTH, HEIGHT = 720, 270
LEFT, TOP, BOTTOM = 44.0, 18.0, 240.0
INSET = 15.0
PADDING = 0.06
MOST_GRID_LINES = 4
MOST_DATES = 6
ROUND_STEPS = (1, 2, 5)

Number = float | Decimal


@dataclass(frozen=True)
class GridLine:
    y: float
    label: str

    @property
    def text_y(self) -> float:
        """The label's base line, so that the middle of the text is on the grid line."""
        return self.y + 4


@dataclass(frozen=True)
class DateLabel:
    x: float
    on: date


@dataclass(frozen=True)
class Scale:
    """Converts days and values into places in the drawing."""

    first: date
    days: int
    low: float
    high: float
    right: float
    step: float

    def x(self, on: date) -> float:
        share = (on - self.first).days / self.days
        return round(LEFT + INSET + (self.right - LEFT - INSET) * min(max(share, 0.0), 1.0), 1)

    def y(self, value: Number) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (float(value) - self.low) / (self.high - self.low), 1)


def scale(days: Sequence[date], values: Sequence[Number], *, right: float) -> Scale:
    """The scale for these days and values, its ends rounded; `right` is where the last day stands."""
    first, final = (min(days), max(days)) if days else (date.min, date.min)
    low, high = span(values)
    if values and min(values) >= 0:
        # Where no value is negative, neither is the axis.
        low = max(low, 0.0)
    step = _step(low, high)
    room = (high - low) * PADDING
    return Scale(
        first=first,
        days=max((final - first).days, 1),
        low=min(floor(low / step) * step, low) - room,
        high=max(ceil(high / step) * step, high) + room,
        right=right,
        step=step,
    )


def grid(scale: Scale, say: Callable[[float], str]) -> tuple[GridLine, ...]:
    """Grid lines at round values, at most four; `say` words each value."""
    first, final = ceil(scale.low / scale.step), floor(scale.high / scale.step)
    values = [place * scale.step for place in range(first, final + 1)]
    return tuple(GridLine(scale.y(value), say(value)) for value in values[:MOST_GRID_LINES])


def dates(scale: Scale) -> tuple[DateLabel, ...]:
    """Labels of Mondays at even distances, at most six; none without a time span."""
    if scale.first == date.min:
        return ()
    weeks = scale.days // 7 + 1
    step = max(ceil(weeks / MOST_DATES), 1)
    days = [scale.first + timedelta(weeks=place) for place in range(0, weeks, step)]
    return tuple(DateLabel(scale.x(day), day) for day in days)


def _step(low: float, high: float) -> float:
    """The smallest round distance between grid lines with which four of them are enough."""
    size = 10.0 ** floor(log10(high - low)) / 10
    steps = [size * ten * step for ten in (1, 10) for step in ROUND_STEPS]
    return next(
        (step for step in steps if ceil(high / step) - floor(low / step) < MOST_GRID_LINES), steps[-1] * 10
    )
