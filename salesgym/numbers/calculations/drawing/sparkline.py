"""A metric's last weeks in the space of a word: usual range, target, history, now."""

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
    """before and current are SVG path data, broken where weeks have no value; last is the newest value's place."""

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

    Values, band (low, high) and target share one unit. None is a week without a number: the line has a gap
    there. Without any value there is no line and no dot. Lower-is-better needs nothing here: the line keeps
    its real direction.
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
        # The current line begins at the last point before the plan, so that the two meet.
        current=path(points[max(start - 1, 0) :]) if has_current else "",
        band=_band(y(band[1]), y(band[0])) if band else None,
        target_y=None if target is None else y(target),
        last=points[drawn[-1]] if drawn else None,
        is_last_current=bool(drawn) and drawn[-1] >= start,
    )


def path(points: Iterable[Point | None]) -> str:
    """SVG path data through these points; None lifts the pen. A point alone becomes a dot (a round cap)."""
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
    """Lowest and highest, never the same: equal values are drawn in the middle."""
    if not values:
        return 0.0, 1.0
    low, high = float(min(values)), float(max(values))
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _band(top: float, bottom: float) -> Band:
    """A band is never thinner than can be seen."""
    height = max(bottom - top, LEAST_BAND)
    return Band(round((top + bottom - height) / 2, 1), round(height, 1))
