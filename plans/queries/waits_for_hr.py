"""What HR has to answer on formal plans."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from django.db.models import DateField, TextField, Value
from django.db.models.functions import Cast

from plans.models import OverrideRequest, Statement
from plans.queries.formal_record import Kind


@dataclass(frozen=True, slots=True)
class WaitsForHR:
    """What HR has to answer on a plan: a request of its manager, or an appeal of its employee with the day it is due."""

    kind: Kind
    by: str
    at: datetime
    due_on: date | None


def waiting_for_hr(plan_ids: Collection[int]) -> dict[int, list[WaitsForHR]]:
    """What waits for an answer of HR on these plans, by plan, the oldest first. One query for any number of plans."""
    asked = OverrideRequest.objects.open().filter(plan__in=plan_ids)
    appeals = Statement.objects.unanswered().filter(plan__in=plan_ids)
    rows = asked.values_list(
        "plan_id", Value("request", TextField()), "asked_by__name", "asked_at", Value(None, DateField())
    ).union(
        appeals.values_list(
            "plan_id", Cast("kind", TextField()), "written_by__name", "written_at", "answer_by"
        ),
        all=True,
    )
    found: dict[int, list[WaitsForHR]] = defaultdict(list)
    for plan_id, kind, by, at, due_on in sorted(rows, key=itemgetter(3)):
        found[plan_id].append(WaitsForHR(Kind(kind), by, at, due_on))
    return dict(found)
