"""The qualities that are paired with what steps count. No query."""

from collections.abc import Iterable, Mapping

from plans.models import Milestone
from salesgym.numbers.models import Metric


def qualities_of(steps: Iterable[Milestone], metrics: Mapping[int, Metric]) -> list[Metric]:
    """For each count that these steps ask for, the ratio that is made per one of it. No query.

    Conversations are paired with the share that becomes meetings, meetings with the share that becomes
    opportunities: more of a count means nothing where each of them brings less. Where no ratio has the count as
    its denominator, an average may (wins: revenue per win). Anything else has no pair.
    """
    counts = dict.fromkeys(
        step.metric for step in steps if step.metric and step.metric.kind == Metric.Kind.COUNT
    )
    pairs = [[one for one in metrics.values() if one.denominator == count] for count in counts]
    return [min(several, key=_place_of_pair) for several in pairs if several]


def _place_of_pair(metric: Metric) -> tuple[bool, int, int]:
    return metric.kind != Metric.Kind.RATIO, metric.position, metric.pk
