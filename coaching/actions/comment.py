"""Stores comments on a plan. A comment that the browser sends twice is stored once."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import Comment, PracticeEntry
from coaching.pages import quick_replies
from plans.actions import history
from plans.models import Event, Milestone, Plan
from plans.queries import people
from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.people.models import User

BATCH = timedelta(minutes=15)


class NotOpenForComments(Refused):
    """The plan is a draft or closed, so it takes no comments."""


class SentDifferently(Refused):
    """A comment with this client id is stored already, with another text or on another plan."""


@transaction.atomic
def add(
    *,
    plan: Plan,
    by: User,
    body: str,
    client_id: uuid.UUID,
    at: datetime,
    milestone: Milestone | None = None,
    practice: PracticeEntry | None = None,
) -> Comment:
    """Store a comment and give a notice to the plan's other people. The same client id is stored once."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    known = Comment.objects.filter(author=by, client_id=client_id).first()
    if known is not None:
        if (known.plan_id, known.body) != (plan.pk, body):
            raise SentDifferently(_("This comment is stored already, with other words. Send it once more."))
        return known
    if plan.status in {Plan.Status.DRAFT, Plan.Status.CLOSED}:
        raise NotOpenForComments(_("This plan takes no comments now. What was said stays readable."))
    comment = Comment.objects.create(
        plan=plan,
        milestone=milestone,
        practice=practice,
        author=by,
        body=body,
        closes=quick_replies.closes(body),
        client_id=client_id,
        created_at=at,
    )
    history.record(plan=plan, actor=by, event=Event.COMMENT_ADDED, at=at, detail={"comment": comment.pk})
    _tell_the_others(plan=plan, by=by, at=at)
    return comment


def _tell_the_others(*, plan: Plan, by: User, at: datetime) -> None:
    """Give the others a notice: one per person and quarter of an hour, however many comments there are."""
    everybody = [plan.rep, *people.managers_of(plan.rep), *([plan.mentor] if plan.mentor else [])]
    around = {person.pk: person for person in everybody}
    bucket = int(at.timestamp() // BATCH.total_seconds())
    notice.give(
        "coaching.comment",
        to=[person for person in around.values() if person.pk != by.pk],
        refs={"plan": plan.pk},
        occurrence=str(bucket),
        title=_("%(name)s wrote on %(focus)s") % {"name": by.name, "focus": plan.skill},
        url=f"{reverse('coaching:plan_page', args=[plan.pk])}#conversation",
        at=at,
        due_at=at + BATCH,
    )
