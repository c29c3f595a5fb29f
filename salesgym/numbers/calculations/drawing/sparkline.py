"""A small line of a metric's last weeks: usual range, target, history, current weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 138, 44
LEFT, RIGHT, TOP, BOTTOM = 3.0, 129.0, 7.0, 37.0
LEAST_BAND = 3.0

Number = float | Decimal


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Band:
    y: float
    height: float


@dataclass(frozen=True)
class Sparkline:
    """before and current: SVG path data with gaps for weeks without value. last: the newest value's point."""

    before: str
    current: str
    band: Band | None
    target_y: float | None
    last: Point | None
    is_last_current: bool
    width: int = WIDTH
    height: int = HEIGHT


def build(
    before: Sequence[Number | None],
    current: Sequence[Number | None] = (),
    *,
    band: tuple[Number, Number] | None = None,
    target: Number | None = None,
) -> Sparkline:
    """The line of these weekly values, oldest first: before the plan, then since its start.

    Values, band (low, high) and target share one unit. None is a week without a number: a gap in the line.
    Without values there is neither line nor dot. Metrics where lower is better are drawn the same way.
    """
    weeks = [*before, *current]
    known = [value for value in weeks if value is not None]
    low, high = span([*known, *(band or ()), *([] if target is None else [target])])

    def y(value: Number) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (float(value) - low) / (high - low), 1)

    step = (RIGHT - LEFT) / max(len(weeks) - 1, 1)
    points = [
        None if value is None else Point(round(LEFT + step * place, 1), y(value))
        for place, value in enumerate(weeks)
    ]
    start = len(before)
    has_current = any(value is not None for value in current)
    drawn = [place for place, point in enumerate(points) if point is not None]
    return Sparkline(
        before=path(points[:start]),
        # Begin the current line at the last point before the plan, so that the two lines meet.
        current=path(points[max(start - 1, 0) :]) if has_current else "",
        band=_band(y(band[1]), y(band[0])) if band else None,
        target_y=None if target is None else y(target),
        last=points[drawn[-1]] if drawn else None,
        is_last_current=bool(drawn) and drawn[-1] >= start,
    )


def path(points: Iterable[Point | None]) -> str:
    """SVG path data through these points; None is a gap. A single point is drawn as a dot by the round cap."""
    words, is_down, is_alone = [], False, False
    for point in points:
        if point is None:
            words += ["h0"] if is_alone else []
            is_down = is_alone = False
            continue
        words.append(f"{'L' if is_down else 'M'}{point.x:.1f} {point.y:.1f}")
        is_alone, is_down = not is_down, True
    return " ".join([*words, "h0"] if is_alone else words)


def span(values: Sequence[Number]) -> tuple[float, float]:
    """The lowest and highest value to draw; widened where all are equal, so that the line is in the middle."""
    if not values:
        return 0.0, 1.0
    low, high = float(min(values)), float(max(values))
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _band(top: float, bottom: float) -> Band:
    """The band, at least high enough to be visible."""
    height = max(bottom - top, LEAST_BAND)
    return Band(round((top + bottom - height) / 2, 1), round(height, 1))
