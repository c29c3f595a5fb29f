"""Signals that wait for a manager, carried along by the query that loads the frame of his page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from salesgym.numbers.models import EarlySignal, Metric
from salesgym.people.models import User

FACTS = {
    "pk": "pk",
    "rep": "rep_id",
    "since": "since",
    "value": "value",
    "usual_low": "usual_low",
    "usual_high": "usual_high",
    "inputs": "inputs",
    "name": "metric__name",
    "kind": "metric__kind",
    "unit": "metric__unit",
}


def worrying(user: User) -> ArraySubquery:
    """An annotation: what waits for this manager and is no good news, the newest first."""
    rows = EarlySignal.objects.visible_to(user).worrying().order_by("-week", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**FACTS)))


def of(rep: User, rows: Iterable[Mapping[str, Any]]) -> list[EarlySignal]:
    """The signals of this rep among those that `worrying` found. No query."""
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
        for row in rows
        if row["rep"] == rep.pk
    ]
