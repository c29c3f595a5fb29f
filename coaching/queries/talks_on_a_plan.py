"""The next check-in of a plan's rep, what waits on its agenda and what is owed from talks: parts of the query that opens a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.models import CONFIRM_FOR, CheckIn, CheckInKind, TalkPromise, Topic
from coaching.models.check_in import CheckInQuerySet
from coaching.queries import carried
from plans.models import Commitment
from salesgym.people.models import Moment, User

TOPICS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NextTalk:
    """The talk with the manager that comes next, is due or runs, and the first lines on its agenda."""

    pk: int
    at: datetime
    minutes: int
    topics: Sequence[str]


@dataclass(frozen=True, slots=True)
class OwedFromTalk:
    """An open promise of a talk that counts; `pk` is that of the TalkPromise."""

    pk: int
    commitment: Commitment
    by_name: str


def annotations(user: User) -> dict[str, Any]:
    """What this reader may see of it: both sides of the talks everything, a mentor what they promised themselves."""
    talks = CheckIn.objects.visible_to(user).line().filter(rep=OuterRef("rep"))
    return {
        "next_talk": Subquery(_next(talks)),
        "talk_topics": ArraySubquery(_topics(user)),
        "talk_promises": ArraySubquery(_owed(user)),
    }


def _next(talks: CheckInQuerySet) -> QuerySet[Any, Any]:
    open_ones = talks.standing().filter(ended_at=None, rep_confirmed_at=None, lead_confirmed_at=None)
    coming = open_ones.filter(planned_for__gt=Moment() - CONFIRM_FOR).order_by("planned_for", "pk")
    return coming.values(row=JSONObject(pk="pk", at="planned_for", minutes="minutes"))[:1]


def _topics(user: User) -> QuerySet[Any, Any]:
    sides = Q(rep=user) | Q(rep__in=User.objects.managed_by(user))
    waiting = Topic.objects.open().filter(sides, rep=OuterRef("rep"), kind=CheckInKind.LINE)
    return waiting.order_by("added_at", "pk").values("text")[:TOPICS_SHOWN]


def _owed(user: User) -> QuerySet[Any, Any]:
    # A mentor of the plan reads it at all: of talks they read what they owe.
    seen = Q(check_in__in=CheckIn.objects.visible_to(user).line()) | Q(commitment__promised_by=user)
    owed = TalkPromise.objects.agreed().filter(
        seen, check_in__rep=OuterRef("rep"), commitment__delivered_on=None, commitment__given_up_on=None
    )
    return owed.order_by("commitment__due_on", "pk").values(
        row=JSONObject(
            pk="pk",
            id="commitment",
            kind="commitment__kind",
            what="commitment__what",
            cue="commitment__cue",
            promised_by_id="commitment__promised_by",
            name="commitment__promised_by__name",
            due_on="commitment__due_on",
        )
    )


def next_talk(annotated: Mapping[str, Any]) -> NextTalk | None:
    """What `annotations` found of the next talk; None without one, or where the part did not ask for it."""
    row = annotated.get("next_talk")
    at = dateparse.parse_datetime(row["at"]) if row else None
    return NextTalk(row["pk"], at, row["minutes"], annotated["talk_topics"]) if row and at else None


def owed(annotated: Mapping[str, Any]) -> list[OwedFromTalk]:
    """What `annotations` found of promises, the oldest day first."""
    return [_promise(dict(row)) for row in annotated.get("talk_promises", ())]


def _promise(row: dict[str, Any]) -> OwedFromTalk:
    pk, name = row.pop("pk"), row.pop("name")
    row |= {"due_on": date.fromisoformat(row["due_on"]), "delivered_on": None, "given_up_on": None}
    return OwedFromTalk(pk, carried.row(Commitment, row), name)
