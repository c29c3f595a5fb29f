"""How it stands with the mentor of a plan, and whom to ask instead: for the queue of a manager and the plan's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject

from coaching.models import Comment
from plans.models import Mentorship, Plan

ASKED, ACCEPTED, DECLINED = (
    Mentorship.Status.ASKED,
    Mentorship.Status.ACCEPTED,
    Mentorship.Status.DECLINED,
)


class MentorWaits(StrEnum):
    """What waits about the mentor of a plan."""

    INVITATION = "invitation"  # who was asked has not answered
    DECLINED = "declined"  # who was asked cannot
    SECOND = "second_mentor"  # the mentor has gone silent, and somebody was offered


@dataclass(frozen=True, slots=True)
class MentorNeed:
    """What waits, with the first names of who was asked or is the mentor, and of who could be asked instead.

    `instead` is "" where nobody was offered; `mentorship` is where that person can be asked.
    """

    waits: str
    name: str
    instead: str
    mentorship: int


def mentor_need(*, asked_by: datetime | Cast, since: datetime | Cast) -> Subquery:
    """An annotation of plans for `read`: what waits about the mentor.

    An invitation waits when it was sent by `asked_by`, or somebody was offered instead; a no and a silence are news
    `since` a moment. Beside a mentor who is silent it is the invitation that counts.
    """
    said = Comment.objects.standing().filter(
        plan=OuterRef("plan"), author=OuterRef("mentor"), created_at__gt=OuterRef("offered_at")
    )
    waits = Case(
        When(
            Q(status=ASKED) & (Q(asked_at__lte=asked_by) | Q(offered__isnull=False)), then=_told("INVITATION")
        ),
        When(Q(status=DECLINED, answered_at__gte=since), then=_told("DECLINED")),
        When(
            Q(status=ACCEPTED, offered__isnull=False, offered_at__gte=since) & ~Exists(said),
            then=_told("SECOND"),
        ),
        default=Value(""),
    )
    place = Case(
        When(status=ASKED, then=0), When(status=ACCEPTED, then=1), default=2, output_field=IntegerField()
    )
    rows = Mentorship.objects.filter(plan=OuterRef("pk")).order_by(place, "-pk")
    told = JSONObject(waits=waits, name="mentor__name", instead=F("offered__name"), mentorship="pk")
    return Subquery(rows.values(row=told)[:1])


def read(plan: Plan, row: Mapping[str, Any] | None) -> MentorNeed | None:
    """What `mentor_need` found on this plan; None where nothing waits, or the plan is past it."""
    if row is None or not row["waits"] or not _still(plan, row["waits"]):
        return None
    # Before both have signed, and once the plan is in review, nobody else is asked.
    instead = row["instead"] if plan.is_working else None
    return MentorNeed(row["waits"], _first(row["name"]), _first(instead), row["mentorship"])


def _still(plan: Plan, waits: str) -> bool:
    runs = plan.status in {Plan.Status.ACTIVE, Plan.Status.PAUSED}
    if waits == MentorWaits.INVITATION:
        return plan.is_open
    return runs and (plan.mentor_id is None) == (waits == MentorWaits.DECLINED)


def _told(name: str) -> Value:
    return Value(MentorWaits[name].value)


def _first(name: str | None) -> str:
    return name.split()[0] if name else ""
