"""Talks that reps have asked for and nobody has planned, read by the query that loads the frame of the page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.models import TalkRequest
from salesgym.people.models import User

COLUMNS = {"rep": "rep", "name": "rep__name", "about": "about", "asked_at": "asked_at"}


@dataclass(frozen=True, slots=True)
class TalkAsk:
    """What one rep wants to talk about, in their words; `name` is their first name."""

    rep: int
    name: str
    about: str
    asked_on: date | None


def waiting(user: User) -> ArraySubquery:
    """An annotation: what reps of this manager's teams want to talk about, the oldest first."""
    rows = TalkRequest.objects.managed_by(user).open().filter(rep__is_active=True).order_by("asked_at", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**COLUMNS)))


def of_reps(rep_ids: Collection[int]) -> list[TalkAsk]:
    """What these reps want to talk about, the oldest first. One query."""
    rows = TalkRequest.objects.open().filter(rep__in=rep_ids, rep__is_active=True).order_by("asked_at", "pk")
    return read(rows.values_list(JSONObject(**COLUMNS), flat=True))


def read(rows: Iterable[Mapping[str, Any]]) -> list[TalkAsk]:
    """What `waiting` found."""
    return [_ask(row) for row in rows]


def _ask(row: Mapping[str, Any]) -> TalkAsk:
    at = dateparse.parse_datetime(row["asked_at"])
    return TalkAsk(row["rep"], row["name"].split()[0], row["about"], at.date() if at else None)
