"""How wide the bars of a funnel are drawn, and which part of each is gained."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# A straight scale would leave nothing of the last stages: a fifth root keeps the order and shows them all.
ROOT = 0.2
NARROWEST = 14

Number = float | Decimal


@dataclass(frozen=True)
class Bar:
    """at: the bar's width, 0 to 100, of the widest. extra_at: the gained part, 0 to 100, of this bar."""

    at: int
    extra_at: int


def build(stages: Sequence[tuple[Number, Number]]) -> tuple[Bar, ...]:
    """One bar for each stage (before, after), counts of 0 or more, widest first.

    A stage that does not gain has no extra part. Only nothing at all is drawn as the narrowest bar.
    """
    widest = max((float(max(stage)) for stage in stages), default=0.0)
    return tuple(_bar(float(before), float(after), widest) for before, after in stages)


def _bar(before: float, after: float, widest: float) -> Bar:
    share = (max(before, after) / widest) ** ROOT if widest > 0 else 0.0
    extra = round(100 * (after - before) / after) if after > before else 0
    return Bar(max(round(100 * share), NARROWEST), extra)
