"""Steps that a rep finds vague and whose answer waits: for the queue of a manager and for what waits on a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import dateparse

from plans.models import Plan, StepQuestion


@dataclass(frozen=True, slots=True)
class VagueStep:
    """A question that waits: its id, the number of the step, what is unclear, and since which day."""

    question: int
    number: int
    unclear: str
    since: date | None


def vague_steps() -> ArraySubquery:
    """An annotation of plans for `read`: the questions that wait, by step."""
    rows = StepQuestion.objects.open().filter(agreement__plan=OuterRef("pk"))
    told = JSONObject(pk="pk", position="position", unclear="unclear", at="asked_at")
    return ArraySubquery(rows.order_by("position").values(row=told))


def waits() -> Exists:
    """Whether a question waits on a plan, so that nobody can sign it yet."""
    return Exists(StepQuestion.objects.open().filter(agreement__plan=OuterRef("pk")))


def read(plan: Plan) -> list[VagueStep]:
    """What `vague_steps` found on this plan, as its annotation `vague`."""
    rows: list[Mapping[str, Any]] = vars(plan)["vague"]
    return [VagueStep(row["pk"], row["position"], row["unclear"], _day(row["at"])) for row in rows]


def _day(at: str) -> date | None:
    moment = dateparse.parse_datetime(at)
    return moment.date() if moment else None
