"""A rep's waiting signals, carried along by the query that loads the rep."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from salesgym.numbers.models import EarlySignal, Metric
from salesgym.people.models import User

FACTS = {
    "pk": "pk",
    "since": "since",
    "value": "value",
    "usual_low": "usual_low",
    "usual_high": "usual_high",
    "inputs": "inputs",
    "name": "metric__name",
    "kind": "metric__kind",
    "unit": "metric__unit",
}


def worrying() -> ArraySubquery:
    """An annotation: what waits about each of these people and is no good news, the newest first."""
    rows = EarlySignal.objects.worrying().filter(rep=OuterRef("pk")).order_by("-week", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**FACTS)))


def of(rep: User) -> list[EarlySignal]:
    """The signals that `worrying` found, as `rep.signals`. No query."""
    return [
        EarlySignal(
            pk=row["pk"],
            rep=rep,
            metric=Metric(name=row["name"], kind=row["kind"], unit=row["unit"]),
            since=date.fromisoformat(row["since"]),
            value=row["value"],
            usual_low=row["usual_low"],
            usual_high=row["usual_high"],
            inputs=row["inputs"],
        )
        for row in rep.signals  # type: ignore[attr-defined] # annotated by worrying
    ]
