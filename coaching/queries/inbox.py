"""What the notices of an inbox are about: plans that the reader may open today, and comments on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from coaching.models import Comment
from plans.models import Plan
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Stretch:
    """A notice of comments: its plan, and from when until when what was said is told by it."""

    plan: int
    since: datetime
    until: datetime


def plans_of(user: User, ids: Collection[int]) -> dict[int, Plan]:
    """The plans among these that this person may open today, with rep and skill, by id. No query for none."""
    if not ids:
        return {}
    return Plan.objects.visible_to(user).filter(pk__in=ids).select_related("rep", "skill").in_bulk()


def said_in(user: User, times: Iterable[Stretch]) -> dict[Stretch, Comment]:
    """The newest comment of somebody else in each of these times, where it still stands. One query, none for none."""
    spans = [(told, (told.since, told.until)) for told in times]
    if not spans:
        return {}
    within = Q()
    for told, span in spans:
        within |= Q(plan=told.plan) & (_within("created_at", span) | _within("edited_at", span))
    said = Comment.objects.standing().filter(within).exclude(author=user).select_related("author")
    found: dict[Stretch, Comment] = {}
    for comment in said.order_by("created_at", "pk"):
        for told, (since, until) in spans:
            moments = (comment.created_at, comment.edited_at)
            if comment.plan_id == told.plan and any(at and since <= at < until for at in moments):
                found[told] = comment
    return found


def _within(name: str, span: tuple[datetime, datetime]) -> Q:
    return Q(**{f"{name}__gte": span[0], f"{name}__lt": span[1]})


def quarter(at: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """The stretch of this length that a moment lies in, counted as notices of comments count it."""
    seconds = at.timestamp() // length.total_seconds() * length.total_seconds()
    since = datetime.fromtimestamp(seconds, tz=at.tzinfo)
    return since, since + length
