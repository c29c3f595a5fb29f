"""Signals that wait for a manager, read by the query that loads the frame of the page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from coaching.queries import carried
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.people.models import User

COLUMNS = (
    "id",
    "rep_id",
    "metric_id",
    "is_good",
    "since",
    "value",
    "usual",
    "usual_low",
    "usual_high",
    "ended_on",
)


def worrying(user: User) -> ArraySubquery:
    """An annotation: what waits for this manager and is no good news, the newest first."""
    rows = EarlySignal.objects.visible_to(user).worrying().order_by("-week", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in COLUMNS})))


def of(rep: User, rows: Iterable[Mapping[str, Any]], metrics: Mapping[int, Metric]) -> list[EarlySignal]:
    """The signals of this rep among those that `worrying` found, with their metrics. No query."""
    return [_signal(rep, row, metrics) for row in rows if row["rep_id"] == rep.pk]


def _signal(rep: User, row: Mapping[str, Any], metrics: Mapping[int, Metric]) -> EarlySignal:
    columns = {name: row[name] for name in COLUMNS}
    signal = carried.row(EarlySignal, columns | {"since": date.fromisoformat(row["since"])})
    signal.rep, signal.metric = rep, metrics[row["metric_id"]]
    return signal
