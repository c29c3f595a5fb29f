import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coaching.actions import comment
from coaching.models import Comment
from plans.models import History
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.coaching import CommentFactory
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, 1, tzinfo=UTC)


@pytest.fixture
def plan():
    manager = UserFactory()
    return PlanFactory(active=True, rep=RepFactory(manager=manager), manager=manager, mentor=UserFactory())


def add(plan, by, body="On it.", **changes):
    return comment.add(
        **({"plan": plan, "by": by, "body": body, "client_id": uuid.uuid4(), "at": AT} | changes)
    )


def test_everybody_else_on_the_plan_hears_of_a_comment(plan):
    add(plan, plan.mentor)

    assert set(Notice.objects.values_list("recipient", flat=True)) == {plan.rep_id, plan.manager_id}
    assert History.objects.filter(plan=plan, event="comment.added").count() == 1


def test_comments_of_a_quarter_of_an_hour_make_one_mail_later(plan):
    add(plan, plan.mentor)
    add(plan, plan.mentor, "One more thing.", at=AT + timedelta(minutes=5))

    assert Notice.objects.filter(recipient=plan.rep).count() == 1
    assert Outbox.objects.get(recipient=plan.rep).due_at >= AT + timedelta(minutes=15)


def test_comments_in_the_next_quarter_of_an_hour_are_news(plan):
    add(plan, plan.mentor)
    add(plan, plan.mentor, "One more thing.", at=AT + timedelta(minutes=20))

    assert Notice.objects.filter(recipient=plan.rep).count() == 2


def test_former_manager_hears_nothing(plan):
    plan.rep.memberships.get().team.managements.update(ends_on=AT.date())

    add(plan, plan.mentor)

    assert not Notice.objects.filter(recipient=plan.manager).exists()


def test_comment_sent_twice_is_stored_once(plan):
    sent = uuid.uuid4()

    first = add(plan, plan.rep, client_id=sent)
    again = add(plan, plan.rep, client_id=sent)

    assert first == again
    assert Comment.objects.count() == 1


def test_same_id_with_other_words_is_refused(plan):
    sent = uuid.uuid4()
    add(plan, plan.rep, client_id=sent)

    with pytest.raises(comment.SentDifferently):
        add(plan, plan.rep, "Something else.", client_id=sent)


def test_draft_takes_no_comments():
    draft = PlanFactory()

    with pytest.raises(comment.NotOpenForComments):
        add(draft, draft.rep)


def lately(plan, by, minutes=1, **changes):
    """A comment of a moment ago: how long it may be changed is read from the database's clock."""
    return add(plan, by, at=timezone.now() - timedelta(minutes=minutes), **changes)


@pytest.mark.parametrize("writer", ["rep", "manager", "mentor"])
def test_everybody_on_the_plan_edits_their_own_comment_and_the_history_keeps_it(plan, writer):
    by = getattr(plan, writer)
    said = lately(plan, by, body="Talk less.")

    comment.edit(comment=said, by=by, body="Ask one question more.", at=timezone.now())

    said.refresh_from_db()
    assert said.body == "Ask one question more."
    assert said.edited_at is not None
    assert History.objects.filter(plan=plan, event="comment.edited", actor=by).count() == 1


def test_who_was_told_of_a_comment_reads_its_new_words(plan):
    said = lately(plan, plan.mentor, body="Talk less.")
    comment.edit(comment=said, by=plan.mentor, body="Ask one question more.", at=timezone.now())

    mail = Outbox.objects.select_related("recipient").filter(recipient=plan.rep).first()
    words = kinds.get(mail.kind).render(mail.recipient, mail.ref_ids, timezone.now())

    assert "Ask one question more." in words.text
    assert "Talk less." not in words.text + words.html


def test_who_has_read_the_first_words_by_mail_is_told_of_the_new_ones(plan):
    said = lately(plan, plan.mentor, minutes=14, body="Talk less.")
    read_at = timezone.now() - timedelta(minutes=1)
    Outbox.objects.filter(recipient=plan.rep).update(sent_at=read_at, state="sent")
    kind = kinds.get("coaching.comment")
    refs = {"plan": plan.pk}
    assert not kind.still_wanted(plan.rep, refs, timezone.now())

    comment.edit(comment=said, by=plan.mentor, body="Ask one question more.", at=timezone.now())

    assert kind.still_wanted(plan.rep, refs, timezone.now())


def test_a_withdrawn_comment_loses_its_words_and_is_told_to_nobody(plan):
    said = lately(plan, plan.mentor, body="Talk less.")

    for _time in range(2):
        comment.withdraw(comment=said, by=plan.mentor, at=timezone.now())

    said.refresh_from_db()
    assert said.body == ""
    assert History.objects.filter(plan=plan, event="comment.withdrawn", actor=plan.mentor).count() == 1
    mail = Outbox.objects.select_related("recipient").filter(recipient=plan.rep).first()
    assert not kinds.get(mail.kind).still_wanted(mail.recipient, mail.ref_ids, timezone.now())


def test_a_comment_stands_after_a_quarter_of_an_hour(plan):
    said = lately(plan, plan.rep, minutes=16)

    # By the clock of the server it would be young: the clock of the database decides.
    with pytest.raises(comment.Stands, match="for 15 minutes"):
        comment.edit(comment=said, by=plan.rep, body="Other words.", at=said.created_at)
    with pytest.raises(comment.Stands):
        comment.withdraw(comment=said, by=plan.rep, at=said.created_at)


def test_nobody_edits_what_another_wrote(plan):
    said = lately(plan, plan.rep)

    with pytest.raises(comment.Stands):
        comment.edit(comment=said, by=plan.mentor, body="Other words.", at=timezone.now())


@pytest.mark.parametrize(
    ("minutes", "changes", "rule"),
    [
        (16, {"body": "Other words."}, "a_comment_stands_after_15_minutes"),
        (1, {"created_at": AT}, "a_comment_keeps_its_place_and_author"),
        (1, {"body": ""}, "a_comment_says_something"),
        (1, {"withdrawn_at": AT}, "a_comment_says_something"),
    ],
)
def test_the_database_keeps_how_a_comment_may_change(minutes, changes, rule):
    said = CommentFactory(created_at=timezone.now() - timedelta(minutes=minutes))

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(**changes)


def test_the_database_keeps_a_withdrawn_comment_withdrawn():
    said = CommentFactory(created_at=timezone.now())
    Comment.objects.filter(pk=said.pk).update(body="", withdrawn_at=AT)

    with pytest.raises(IntegrityError, match="a_withdrawn_comment_stays_withdrawn"), transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(body="Back again.", withdrawn_at=None)
