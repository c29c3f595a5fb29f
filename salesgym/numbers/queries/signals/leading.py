"""The leading numbers: what moves weeks before the result does, and is at least partly in the rep's own hands."""

from collections.abc import Iterable

from salesgym.numbers.models import Metric

OWN = {Metric.Control.ACTIVITY, Metric.Control.SHARED}


def leading(metrics: Iterable[Metric]) -> list[Metric]:
    """Those of all metrics that lead, in their order. No query.

    Each stage of the funnel that is a count, and each share between two counts, unless the buyer decides it (wins,
    win rate): those move late and for many reasons. Averages are left out, since a few deals make them.
    """
    known = list(metrics)
    counts = {metric.pk for metric in known if metric.kind == Metric.Kind.COUNT}
    return [metric for metric in known if metric.control in OWN and _leads(metric, counts)]


def told_by(metric: Metric, among: Iterable[Metric]) -> list[Metric]:
    """The shares among these that end in this stage.

    Where one of them is heard the stage is not, so that one story gives one signal: with calls and the share that are
    answered, conversations say nothing new, and would use up a part of the budget.
    """
    return [other for other in among if other.numerator_id == metric.pk]


def _leads(metric: Metric, counts: set[int]) -> bool:
    if metric.kind == Metric.Kind.COUNT:
        return metric.funnel_order is not None
    return metric.kind == Metric.Kind.RATIO and {metric.numerator_id, metric.denominator_id} <= counts
