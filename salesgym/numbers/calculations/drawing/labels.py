"""Labels of a line chart: their places, so that they cover as little as possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from salesgym.numbers.calculations.drawing.axes import BOTTOM, LEFT, TOP, WIDTH, Number, Scale

# The approximate width of a character of a label, in the drawing's units.
CHARACTER = 7.0
LINE_OF_TEXT = 15.0


class Placed(Protocol):
    """Anything with a place in the drawing."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


@dataclass(frozen=True)
class Words:
    """A label, its place, and which end of the text is there ("start" or "end")."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "end", "middle"] = "start"


def of_band(
    band: tuple[Number, Number] | None,
    label: str,
    scale: Scale,
    taken: Sequence[Placed],
) -> Words | None:
    """The band's label in, above or below it, where it covers the fewest other things."""
    if not band or not label:
        return None
    low, high = scale.y(band[0]), scale.y(band[1])
    heights = [(low + high) / 2 + 4, high - 6, low + 15, high + 15, low - 6]
    ends: tuple[tuple[float, Literal["start", "end"]], ...] = (
        (scale.right - 10, "end"),
        (LEFT + 10, "start"),
    )
    places = [Words(x, round(y, 1), label, end) for x, end in ends for y in heights if TOP < y < BOTTOM]
    return min(places, key=lambda words: _covered(words, taken), default=None)


def of_start(started_on: date | None, label: str, scale: Scale) -> Words | None:
    """The label of the line where the plan began, on the side with room."""
    if started_on is None:
        return None
    x = scale.x(started_on)
    fits = x + 8 + len(label) * CHARACTER < WIDTH
    return Words(x, TOP + 8, label, "start" if fits else "end")


def of_last_target(label: str, x: float, y: float) -> tuple[Words, ...]:
    """The final target's label in two lines beside its sign: the value, then the rest."""
    value, _, rest = label.partition(" ")
    lines = [line for line in (value, rest) if line]
    top = y + 5 - LINE_OF_TEXT / 2 * (len(lines) - 1)
    return tuple(
        Words(round(x + 12, 1), round(top + LINE_OF_TEXT * place, 1), line)
        for place, line in enumerate(lines)
    )


def _covered(words: Words, taken: Sequence[Placed]) -> int:
    """How many of these the label would cover."""
    width = len(words.text) * CHARACTER + 12
    left = words.x - width if words.anchor == "end" else words.x - 12
    right, top, bottom = left + width + 12, words.y - 17, words.y + 7
    return sum(1 for point in taken if left < point.x < right and top < point.y < bottom)
