"""What some weeks told, in words: 28 of 114 meetings, 49.6 conversations a week, 11.9% discount."""

from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import Measurement
from salesgym.numbers.pages.values import Sayer


def counts(told: Measurement, say: Sayer, *, is_short: bool = False) -> str:
    """What was counted. `is_short` where what it is a count of has been said in the same sentence."""
    if told.kind == Kind.RATIO:
        return (say.bare if is_short else say).counted(told.total, told.over)
    value, metric = say.now(told.value or 0.0), say.metric
    return value if is_short or metric is None else f"{value} {metric.short_phrase}".strip()
