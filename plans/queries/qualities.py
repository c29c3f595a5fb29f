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
    return [quality for count in counts if (quality := quality_of(count, metrics)) is not None]


def quality_of(count: Metric, metrics: Mapping[int, Metric]) -> Metric | None:
    """The quality beside one count; None where nothing is made per one of it."""
    pairs = [one for one in metrics.values() if one.is_made_per(count)]
    return min(pairs, key=_place_of_pair, default=None)


def _place_of_pair(metric: Metric) -> tuple[bool, int, int]:
    return metric.kind != Metric.Kind.RATIO, metric.position, metric.pk
