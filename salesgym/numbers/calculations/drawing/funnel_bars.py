"""The widths of a funnel's bars, and the gained part of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# On a linear scale the last stages would be invisible; the fifth root keeps the order and shows all.
ROOT = 0.2
NARROWEST = 14

Number = float | Decimal


@dataclass(frozen=True)
class Bar:
    """at: width in percent of the widest bar. extra_at: the gained part in percent of this bar."""

    at: int
    extra_at: int


def build(stages: Sequence[tuple[Number, Number]]) -> tuple[Bar, ...]:
    """One bar for each stage (before, after), counts of 0 or more, widest first.

    A stage that does not gain has no extra part. A stage of 0 has the narrowest bar.
    """
    widest = max((float(max(stage)) for stage in stages), default=0.0)
    return tuple(_bar(float(before), float(after), widest) for before, after in stages)


def _bar(before: float, after: float, widest: float) -> Bar:
    share = (max(before, after) / widest) ** ROOT if widest > 0 else 0.0
    extra = round(100 * (after - before) / after) if after > before else 0
    return Bar(max(round(100 * share), NARROWEST), extra)
