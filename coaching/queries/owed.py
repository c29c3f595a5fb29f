"""Rewards that were earned in plans that are closed now and are still to be given: they are owed after the end too."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils import dateparse

from plans.models import Plan, Reward
from salesgym.people.models import Membership, User
from salesgym.people.models.one_of import is_one_of

COLUMNS = {
    "pk": "pk",
    "plan": "milestone__plan",
    "rep": "milestone__plan__rep",
    "name": "milestone__plan__rep__name",
    "what": "what",
    "earned_at": "earned_at",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One reward that somebody waits for, by its id; `name` is the rep's first name."""

    pk: int
    plan: int
    rep: int
    name: str
    what: str
    earned_on: date | None


def waiting(user: User) -> ArraySubquery:
    """An annotation: what closed plans owe to the reps whom this person manages today, the oldest first."""
    return ArraySubquery(
        _owed()
        .filter(is_one_of("milestone__plan__rep", Membership.objects.managed_by(user)))
        .values(row=JSONObject(**COLUMNS))
    )


def of_reps(rep_ids: Collection[int]) -> list[Owed]:
    """What closed plans owe to these reps, the oldest first. One query."""
    rows = _owed().filter(milestone__plan__rep__in=rep_ids)
    return read(rows.values_list(JSONObject(**COLUMNS), flat=True))


def read(rows: Iterable[Mapping[str, Any]]) -> list[Owed]:
    """What `waiting` found."""
    return [_read(row) for row in rows]


def _owed() -> QuerySet[Reward]:
    closed = Reward.objects.filter(
        milestone__plan__status=Plan.Status.CLOSED, milestone__plan__rep__is_active=True
    )
    return closed.filter(earned_at__isnull=False, delivered_on=None).order_by("earned_at", "pk")


def _read(row: Mapping[str, Any]) -> Owed:
    at = dateparse.parse_datetime(row["earned_at"])
    first_name = row["name"].split()[0]
    return Owed(row["pk"], row["plan"], row["rep"], first_name, row["what"], at.date() if at else None)
