"""The line chart of a metric by week: usual range, history, target steps, current line, last value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from salesgym.numbers.calculations.drawing import axes, labels
from salesgym.numbers.calculations.drawing import level as chart_level
from salesgym.numbers.calculations.drawing.axes import (
    BOTTOM,
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    DateLabel,
    GridLine,
    Number,
    Scale,
)
from salesgym.numbers.calculations.drawing.band import Ring, WeekMark, hairlines
from salesgym.numbers.calculations.drawing.labels import CHARACTER, Words
from salesgym.numbers.calculations.drawing.level import DrawnLevel, Level
from salesgym.numbers.calculations.drawing.sparkline import Band, Point, path

# The right end of the plot: the last target's label needs more room beside it than the value's label.
RIGHT_WITH_TARGETS, RIGHT_ALONE = 644.0, 664.0

Mark = Literal["ahead", "to_verify", "earned", "open", "reached"]


@dataclass(frozen=True)
class Week:
    """One week. value: its own number. smooth: the line's value (a four-week rate); None where unknown.

    limits: this week's own natural limits (low, high); mark: whether it left them.
    """

    start: date
    value: Number | None = None
    smooth: Number | None = None
    limits: tuple[Number, Number] | None = None
    mark: WeekMark = "plain"


@dataclass(frozen=True)
class Target:
    """A milestone. label: its words ("26% by 6 Nov"). mark: its reward's state, or open, reached."""

    value: Number
    due_on: date
    label: str
    mark: Mark = "open"


@dataclass(frozen=True)
class Sign:
    x: float
    y: float
    mark: Mark
    words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Line:
    """before and current: SVG path data. last: the newest point; words: its value; is_current: since the start."""

    before: str
    current: str
    last: Point | None
    words: Words | None
    is_current: bool
    points: tuple[Point, ...] = ()

    @property
    def taken(self) -> tuple[Point, ...]:
        """Points that other labels have to avoid: those of the line and of its own label."""
        if self.words is None:
            return self.points
        start = self.words.x - (len(self.words.text) * CHARACTER if self.words.anchor != "start" else 0)
        return (*self.points, *(Point(start + 2 * CHARACTER * place, self.words.y - 5) for place in range(4)))


@dataclass(frozen=True)
class LineChart:
    """All elements of the chart, in units of a drawing of width by height; paths are SVG path data."""

    grid: tuple[GridLine, ...]
    dates: tuple[DateLabel, ...]
    band: Band | None
    band_words: Words | None
    started: Words | None
    line: Line
    rings: tuple[Ring, ...]
    goal: str
    signs: tuple[Sign, ...]
    right: float
    natural: str = ""
    level: DrawnLevel | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT
    top: float = TOP
    bottom: float = BOTTOM

    label_x: float = LEFT - 10

    @property
    def outside(self) -> list[Ring]:
        """The weeks outside their natural limits, which get a second ring."""
        return [ring for ring in self.rings if ring.mark == "outside"]

    @property
    def is_empty(self) -> bool:
        return self.line.last is None and not self.rings

    @property
    def band_width(self) -> float:
        return self.right - self.left


def build(
    weeks: Sequence[Week],
    *,
    say: Callable[[float], str],
    say_last: Callable[[float], str] | None = None,
    band: tuple[Number, Number] | None = None,
    band_label: str = "",
    started_on: date | None = None,
    started_label: str = "",
    targets: Sequence[Target] = (),
    ends_on: date | None = None,
    level: Level | None = None,
) -> LineChart:
    """The chart of these weeks, oldest first; all values share one unit, None leaves a gap.

    `say` words values on the axis, `say_last` the last one. The axis holds the whole `band` (low, high), and weeks'
    own limits as far as there is room; days reach `ends_on`.
    """
    has_smooth = any(week.smooth is not None for week in weeks)
    scale = _scale(weeks, chart_level.held(band, level), targets, (started_on, ends_on))
    signs = _signs(targets, scale)
    rings = _rings(weeks, scale) if has_smooth else ()
    drawn = _line(_followed(weeks, has_smooth), started_on, say_last or say, scale, signs)
    placed: list[Point | Sign] = [*rings, *drawn.taken, *signs]
    leveled = chart_level.draw(level, scale, lowest=BOTTOM, taken=placed)
    taken = [*placed, *(leveled.taken if leveled else ())]
    return LineChart(
        grid=axes.grid(scale, say),
        dates=axes.dates(scale),
        band=_band(band, scale),
        natural=_natural(weeks, scale),
        band_words=labels.of_band(band, band_label, scale, taken),
        started=labels.of_start(started_on, started_label, scale),
        line=drawn,
        rings=rings,
        goal=_goal(targets, started_on, scale),
        signs=signs,
        right=scale.right,
        level=leveled,
    )


def _followed(weeks: Sequence[Week], has_smooth: bool) -> list[tuple[date, Number | None]]:
    return [(week.start, week.smooth if has_smooth else week.value) for week in weeks]


def _rings(weeks: Sequence[Week], scale: Scale) -> tuple[Ring, ...]:
    known = [(week, week.value) for week in weeks if week.value is not None]
    return tuple(Ring(scale.x(week.start), scale.y(value), week.mark) for week, value in known)


def _band(band: tuple[Number, Number] | None, scale: Scale) -> Band | None:
    return Band(scale.y(band[1]), round(scale.y(band[0]) - scale.y(band[1]), 1)) if band else None


def _natural(weeks: Sequence[Week], scale: Scale) -> str:
    """The upper and the lower limits of the weeks as hairlines, where they are in sight."""
    places = [scale.x(week.start) for week in weeks]
    sides = (
        [None if week.limits is None else scale.y(week.limits[side]) for week in weeks] for side in (1, 0)
    )
    lines = (hairlines(places, side, left=LEFT, right=scale.right, within=(TOP, BOTTOM)) for side in sides)
    return " ".join(line for line in lines if line)


def _line(
    line: Sequence[tuple[date, Number | None]],
    started_on: date | None,
    say: Callable[[float], str],
    scale: Scale,
    signs: Sequence[Sign],
) -> Line:
    """The line: grey until the plan began, then current, with the newest value as a label."""
    began = 0 if started_on is None else sum(on < _monday(started_on) for on, _ in line)
    points = [None if value is None else Point(scale.x(on), scale.y(value)) for on, value in line]
    known = [place for place, point in enumerate(points) if point is not None]
    last = points[known[-1]] if known else None
    is_current = bool(known) and known[-1] >= began
    return Line(
        before=path(points[:began]),
        current=path(points[max(began - 1, 0) :]) if is_current else "",
        last=last,
        words=_last_words(last, line[known[-1]][1], say, signs) if last else None,
        is_current=is_current,
        points=tuple(point for point in points if point is not None),
    )


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _scale(
    weeks: Sequence[Week],
    band: Sequence[Number],
    targets: Sequence[Target],
    more_days: Sequence[date | None],
) -> Scale:
    """The scale for everything that is drawn."""
    days = [
        *(day for day in more_days if day is not None),
        *(week.start for week in weeks),
        *(target.due_on for target in targets),
    ]
    values = [*band, *(target.value for target in targets)]
    values += [value for week in weeks for value in (week.value, week.smooth) if value is not None]
    return axes.scale(days, values, right=RIGHT_WITH_TARGETS if targets else RIGHT_ALONE)


def _goal(targets: Sequence[Target], started_on: date | None, scale: Scale) -> str:
    """SVG path data of the target steps: level until each date, then the next value."""
    if not targets:
        return ""
    begins = scale.x(started_on) if started_on else LEFT
    words = [f"M{begins:.1f} {scale.y(targets[0].value):.1f}"]
    for target, after in zip(targets, [*targets[1:], None], strict=True):
        words.append(f"H{scale.x(target.due_on):.1f}")
        if after is not None:
            words.append(f"V{scale.y(after.value):.1f}")
    return " ".join(words)


def _signs(targets: Sequence[Target], scale: Scale) -> tuple[Sign, ...]:
    """A sign for each target; only the next and the final one have labels, the others are in the table."""
    waiting = [place for place, target in enumerate(targets) if target.mark in {"ahead", "open", "to_verify"}]
    named = {len(targets) - 1, *waiting[:1]}
    signs = []
    for place, target in enumerate(targets):
        x, y = scale.x(target.due_on), scale.y(target.value)
        words: tuple[Words, ...] = ()
        if place == len(targets) - 1:
            words = labels.of_last_target(target.label, x, y)
        elif place in named and scale.x(targets[place + 1].due_on) - x > 13 + len(target.label) * CHARACTER:
            # On the side that the line of the goal turns away from.
            aside = 19 if scale.y(targets[place + 1].value) < y else -9
            words = (Words(x + 13, y + aside, target.label),)
        signs.append(Sign(x, y, target.mark, words))
    return tuple(signs)


def _is_near(words: Words, last: Point, width: float) -> bool:
    """Whether these words stand where the newest value would be said beside its point."""
    reaches = words.x < last.x + width and last.x < words.x + len(words.text) * CHARACTER
    return reaches and abs(words.y - last.y - 5) < 2 * labels.LINE_OF_TEXT


def _last_words(
    last: Point, value: Number | None, say: Callable[[float], str], signs: Sequence[Sign]
) -> Words | None:
    """The newest value as a label beside its point, or above it where a target's sign is in the way."""
    if value is None:
        return None
    text = say(float(value))
    width = 14 + len(text) * CHARACTER * 1.2
    is_free = not any(last.x - 8 < sign.x < last.x + width and abs(sign.y - last.y) < 18 for sign in signs)
    near = [words for sign in signs for words in sign.words if _is_near(words, last, width)]
    if is_free and not near and last.x + width < WIDTH:
        return Words(last.x + 10, last.y + 5, text)
    above = min([last.y - 14, *(words.y - labels.LINE_OF_TEXT for words in near)])
    if above <= TOP + 12:
        above = max([last.y + 24, *(words.y + labels.LINE_OF_TEXT for words in near)])
    return Words(last.x, round(above, 1), text, "middle" if last.x + width / 2 < WIDTH else "end")
