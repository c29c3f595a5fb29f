"""The check-in that asks something of a reader as a rep, read by the query that loads the frame of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.models import CONFIRM_FOR, CheckIn, CheckInKind
from salesgym.people.models import Moment, User

# So far ahead it is news.
NEAR = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class OwnTalk:
    """With whom, by first name, and when. `waits`: it took place, and the reader's yes is missing."""

    pk: int
    lead: str
    at: datetime
    waits: bool
    has_begun: bool


def next_of(user: User) -> Subquery:
    """An annotation: a talk that waits for this rep's yes, else the one with the manager that is due, runs, or comes
    within NEAR; None without one.
    """
    took_place = Q(ended_at__isnull=False) | Q(lead_confirmed_at__isnull=False)
    is_near = Q(kind=CheckInKind.LINE, planned_for__lt=Moment() + NEAR)
    talks = (
        CheckIn.objects.talks()
        .standing()
        .filter(took_place | is_near, rep=user, rep_confirmed_at=None, planned_for__gt=Moment() - CONFIRM_FOR)
        .annotate(
            waits=_is(took_place),
            has_begun=_is(Q(started_at__isnull=False)),
        )
    )
    told = JSONObject(pk="pk", lead="led_by__name", at="planned_for", waits="waits", has_begun="has_begun")
    return Subquery(talks.order_by("-waits", "planned_for").values(row=told)[:1])


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def read(row: Mapping[str, Any] | None) -> OwnTalk | None:
    """What `next_of` found."""
    at = dateparse.parse_datetime(row["at"]) if row else None
    if row is None or at is None:
        return None
    return OwnTalk(row["pk"], row["lead"].split()[0], at, row["waits"], row["has_begun"])
