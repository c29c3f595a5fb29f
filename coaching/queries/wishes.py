"""Plans that reps have asked for and nobody has answered, read by the query that loads the frame of the page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from plans.models import PlanWish
from salesgym.people.models import User

COLUMNS = {"pk": "pk", "rep": "rep", "name": "rep__name", "focus": "skill__name"} | {
    name: name for name in ("sentence", "asked_at")
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What one rep asks for, in their words; `name` is the rep's first name."""

    pk: int
    rep: int
    name: str
    focus: str
    sentence: str
    asked_on: date | None


def waiting(user: User) -> ArraySubquery:
    """An annotation: what reps of this manager's teams ask for, the oldest first."""
    rows = PlanWish.objects.managed_by(user).open().filter(rep__is_active=True).order_by("asked_at", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**COLUMNS)))


def read(rows: Iterable[Mapping[str, Any]]) -> list[Wish]:
    """What `waiting` found."""
    return [_wish(row) for row in rows]


def of_reps(rep_ids: Collection[int]) -> list[Wish]:
    """What these reps ask for, the oldest first. One query."""
    rows = PlanWish.objects.open().filter(rep__in=rep_ids, rep__is_active=True).order_by("asked_at", "pk")
    return read(rows.values_list(JSONObject(**COLUMNS), flat=True))


def _wish(row: Mapping[str, Any]) -> Wish:
    at = dateparse.parse_datetime(row["asked_at"])
    first_name = row["name"].split()[0]
    return Wish(row["pk"], row["rep"], first_name, row["focus"], row["sentence"], at.date() if at else None)
