"""The check-in that comes next for a reader as a rep, read by the query that loads the frame of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.models import CONFIRM_FOR, CheckIn
from salesgym.people.models import Moment, User

# So far ahead it is news.
NEAR = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class OwnTalk:
    """With whom, by first name, and when."""

    lead: str
    at: datetime


def next_of(user: User) -> Subquery:
    """An annotation: the talk with the manager that is due, or comes within NEAR; None without one."""
    talks = (
        CheckIn.objects.line()
        .standing()
        .filter(
            rep=user,
            ended_at=None,
            rep_confirmed_at=None,
            lead_confirmed_at=None,
            planned_for__gt=Moment() - CONFIRM_FOR,
            planned_for__lt=Moment() + NEAR,
        )
    )
    told = JSONObject(lead="led_by__name", at="planned_for")
    return Subquery(talks.order_by("planned_for").values(row=told)[:1])


def read(row: Mapping[str, Any] | None) -> OwnTalk | None:
    """What `next_of` found."""
    at = dateparse.parse_datetime(row["at"]) if row else None
    return OwnTalk(row["lead"].split()[0], at) if row and at else None
