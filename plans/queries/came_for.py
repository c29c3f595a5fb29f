"""The number somebody comes for when they start a plan from a signal, a row or a chart."""

from dataclasses import dataclass

from plans.queries.wizard import NOT_A_GOAL, Numbers
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Window
from salesgym.numbers.models import Metric


@dataclass(frozen=True, slots=True)
class CameFor:
    """The number, and what it was over the newest weeks, as signals and rows say it."""

    metric: Metric
    lately: Window


def came_for(numbers: Numbers, key: str) -> CameFor | None:
    """The number of this key among a rep's numbers; None for a key that no plan can be about. No query."""
    metric = numbers.metrics.get(key)
    if metric is None or metric.key in NOT_A_GOAL:
        return None
    return CameFor(metric, numbers.series[metric.pk].window(last=ROLLING_WEEKS))
