"""Stores comments on a plan, and changes them for a quarter of an hour. One that is sent twice is stored once."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import Comment, PracticeEntry
from coaching.models.comment import CHANGE_FOR
from coaching.pages import quick_replies
from plans.actions import history
from plans.actions.standing import require_talker
from plans.models import Event, Milestone, Plan
from plans.queries import people
from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.people.models import Moment, User

BATCH = timedelta(minutes=15)


class NotOpenForComments(Refused):
    """The plan is a draft or closed, so it takes no comments."""


class SentDifferently(Refused):
    """A comment with this client id is stored already, with another text or on another plan."""


class Stands(Refused):
    """The comment is older than `CHANGE_FOR`, or was withdrawn, so it can no longer be changed."""


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
    """Store a comment and give a notice to the plan's other people. The same client id is stored once.

    Raises NotOpenForComments, SentDifferently, and NoLongerOnIt for who was the mentor or a manager and is not any more.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    known = Comment.objects.filter(author=by, client_id=client_id).first()
    if known is not None:
        if (known.plan_id, known.body) != (plan.pk, body):
            raise SentDifferently(_("This comment is stored already, with other words. Send it once more."))
        return known
    require_talker(plan, by)
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
    _tell_the_others(plan=plan, by=by, title=_("%(name)s wrote on %(focus)s"), at=at)
    return comment


@transaction.atomic
def edit(*, comment: Comment, by: User, body: str, at: datetime) -> Comment:
    """Give the writer's comment other words. Raises Stands when it is too late by the database's clock.

    Those who may have read the first words are told again; everybody else reads the new ones when they are told.
    """
    plan, comment = _lock(comment)
    if comment.body == body:
        return comment
    _change(comment, by, body=body, edited_at=at)
    history.record(plan=plan, actor=by, event=Event.COMMENT_EDITED, at=at, detail={"comment": comment.pk})
    if _bucket(at) != _bucket(comment.created_at):
        _tell_the_others(plan=plan, by=by, title=_("%(name)s edited a comment on %(focus)s"), at=at)
    return comment


@transaction.atomic
def withdraw(*, comment: Comment, by: User, at: datetime) -> None:
    """Take the words of the writer's comment away; that there was one stays. A second time changes nothing.

    Raises Stands when it is too late by the database's clock.
    """
    plan, comment = _lock(comment)
    if comment.withdrawn_at is not None:
        return
    _change(comment, by, body="", withdrawn_at=at)
    history.record(plan=plan, actor=by, event=Event.COMMENT_WITHDRAWN, at=at, detail={"comment": comment.pk})


def _lock(comment: Comment) -> tuple[Plan, Comment]:
    """The comment's plan with its row locked, and the comment as it is stored now."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("rep", "skill", "mentor")
    return plan.get(pk=comment.plan_id), Comment.objects.get(pk=comment.pk)


def _change(comment: Comment, by: User, **changes: str | datetime) -> None:
    """Write these fields if the comment is young enough by the database's clock, which its trigger reads as well."""
    young = Comment.objects.standing().filter(pk=comment.pk, author=by, created_at__gte=Moment() - CHANGE_FOR)
    if not young.update(**changes):
        raise Stands(
            _("Comments can be changed for 15 minutes. This one stands: add another to put it right.")
        )
    for name, value in changes.items():
        setattr(comment, name, value)


def _bucket(at: datetime) -> int:
    """The quarter of an hour that a moment lies in."""
    return int(at.timestamp() // BATCH.total_seconds())


def _tell_the_others(*, plan: Plan, by: User, title: str, at: datetime) -> None:
    """Give the others a notice: one per person and quarter of an hour, however many comments there are."""
    everybody = [plan.rep, *people.managers_of(plan.rep), *([plan.mentor] if plan.mentor else [])]
    around = {person.pk: person for person in everybody}
    notice.give(
        "coaching.comment",
        to=[person for person in around.values() if person.pk != by.pk],
        refs={"plan": plan.pk},
        occurrence=str(_bucket(at)),
        title=title % {"name": by.name, "focus": plan.skill},
        url=f"{reverse('coaching:plan_page', args=[plan.pk])}#conversation",
        at=at,
        due_at=at + BATCH,
    )
