"""Quality beside activity: which ratio is made of what a step counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject

from coaching.queries import carried
from plans.models import Milestone
from salesgym.numbers.models import Metric

COLUMNS = ("id", "key", "name", "kind", "unit", "lower_is_better", "numerator_id", "denominator_id")


def pair_of_step() -> Subquery:
    """The quality metric that is paired with a step's count, as JSON: the ratio that is made per one of it.

    Conversations are paired with the share that becomes meetings, meetings with the share that becomes
    opportunities: more of a count means nothing where each of them brings less. Where no ratio has the count as
    its denominator, an average may (wins: revenue per win). Anything else has no pair.
    """
    is_ratio = Case(When(kind=Metric.Kind.RATIO, then=Value(0)), default=Value(1))
    return Subquery(
        Metric.objects.filter(denominator=OuterRef("metric"), denominator__kind=Metric.Kind.COUNT)
        .order_by(is_ratio, "position", "pk")
        .values(
            row=JSONObject(
                **{name: name for name in COLUMNS},
                numerator=JSONObject(id="numerator_id", kind="numerator__kind"),
                denominator=JSONObject(id="denominator_id", kind="denominator__kind"),
            )
        )[:1]
    )


def metrics_of(steps: Sequence[Milestone]) -> dict[int, Metric]:
    """The paired quality metric of each count that a step asks for, by the count's own id."""
    metrics = {}
    for step in steps:
        # Annotated by `pair_of_step`.
        row: Mapping[str, Any] | None = vars(step).get("pair")
        if row and step.metric_id is not None:
            metrics[step.metric_id] = _metric(row)
    return metrics


def _metric(row: Mapping[str, Any]) -> Metric:
    metric = carried.row(Metric, {name: row[name] for name in COLUMNS})
    metric.numerator = carried.row(Metric, row["numerator"]) if row["numerator"]["id"] else None
    metric.denominator = carried.row(Metric, row["denominator"])
    return metric
