import uuid
from datetime import UTC, datetime, timedelta

import pytest

from coaching.actions import comment
from coaching.models import Comment
from plans.models import History
from salesgym.notices.models import Notice, Outbox
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
        add(draft, draft.manager)
