"""What a manager saw before a plan, read in the query of the plan itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from plans.models import Observation, Plan
from plans.models.observation import Source

# A plan comes with them under this name.
OBSERVED = "observed"
PLACES = {name: name for name in ("seen_on", "what", "source")}


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation: its day, what was seen, and where it comes from."""

    seen_on: date
    what: str
    source: Source


def observed() -> ArraySubquery:
    """An annotation of plans, to be named `observed`: what was seen, by its day."""
    rows = Observation.objects.filter(plan=OuterRef("pk")).order_by("seen_on", "position")
    return ArraySubquery(rows.values(row=JSONObject(**PLACES)))


def was_seen(plan: Plan) -> bool:
    """Whether anything was seen. No query for a plan that came with `observed()`, one for others."""
    return bool(vars(plan)[OBSERVED]) if OBSERVED in vars(plan) else plan.observations.exists()


def observed_of(plan: Plan) -> list[Observed]:
    """What was seen, of a plan that came with `observed()`. No query."""
    found: Iterable[Mapping[str, Any]] = vars(plan)[OBSERVED]
    return [_read(row) for row in found]


def _read(row: Mapping[str, Any]) -> Observed:
    return Observed(date.fromisoformat(row["seen_on"]), row["what"], Source(row["source"]))
