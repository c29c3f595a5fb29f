from datetime import UTC, datetime, timedelta

import pytest

from plans.actions import agreement, milestone, outcome, proposal, reward
from plans.actions import mentor as mentor_actions
from plans.emails import KINDS
from plans.models import Plan
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory, RewardFactory
from tests.plans.actions.weeks_told import START, before, fill, measure

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


def mails(kind, person=None):
    found = Outbox.objects.filter(kind=kind).select_related("recipient")
    return list(found.filter(recipient=person) if person else found)


def render(mail):
    return kinds.get(mail.kind).render(mail.recipient, mail.ref_ids, AT)


def wanted(mail):
    return kinds.get(mail.kind).still_wanted(mail.recipient, mail.ref_ids, AT)


@pytest.fixture
def plan(rep, manager, mentor):
    """A plan that lives through everything that is told by mail."""
    plan = PlanFactory(rep=rep, manager=manager)
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch with Sofia", given_by=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    return plan


def live_on(plan, rep, manager, mentor):
    proposal.suggest_changes(plan=plan, by=rep, changes="A week more.", at=AT)
    proposal.take_back(plan=plan, by=manager, at=AT)
    proposal.propose(plan=plan, by=manager, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)
    asked = mentor_actions.invite(plan=plan, mentor=mentor, by=manager, at=AT, message="Two calls a week")
    mentor_actions.accept(mentorship=asked, at=AT)
    step = plan.milestones.get(position=1)
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=AT)
    milestone.send_back(milestone=step, by=manager, reason="One more", at=AT)
    milestone.claim(milestone=step, by=rep, evidence="Northwind and Tidewater", at=AT)
    milestone.verify(milestone=step, by=manager, at=AT)


def test_every_kind_is_registered_with_its_words():
    for kind in KINDS:
        assert kinds.get(kind.name) is kind
        assert str(kind.label)


def test_kinds_of_a_group_stand_in_the_order_of_a_plans_life_where_one_chooses(client, rep):
    client.force_login(rep)

    page = client.get("/me/notifications/").content.decode()

    labels = (
        "What waits for you",
        "An agreement waits for you",
        "A manager asks which skill you would pick",
        "A rep suggests changes",
        "A rep finds a step vague",
        "A reward is ready to give",
        "You are asked to mentor",
        "A plan is ready for its outcome",
        "Progress",
        "A plan starts",
        "A step is reached",
        "A step is open again",
        "A plan has its outcome",
        "People",
        "A rep has answered which skill to pick",
        "A step you asked about is answered",
        "A proposal is taken back",
        "A rep shares evidence of their own",
        "A mentor has answered",
    )
    _before, _head, page = page.partition("<form")
    assert sorted(labels, key=page.index) == list(labels)


def test_the_mail_of_a_proposal_is_dropped_once_the_rep_has_signed(plan, rep):
    (mail,) = mails("plans.agreement_to_sign", rep)
    assert wanted(mail)

    agreement.sign(plan=plan, by=rep, at=AT)

    assert not wanted(mail)


def test_the_managers_mail_waits_for_their_own_name(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    (mail,) = mails("plans.agreement_to_sign", manager)
    assert wanted(mail)

    agreement.sign(plan=plan, by=manager, at=AT)

    assert not wanted(mail)


def test_a_reward_is_asked_for_until_it_is_given(plan, rep, manager, mentor):
    live_on(plan, rep, manager, mentor)
    (mail,) = mails("plans.reward_to_deliver", manager)
    assert wanted(mail)
    assert render(mail).subject == "A reward is ready to give"
    assert "Lunch with Sofia" in render(mail).text

    reward.deliver(reward=plan.milestones.get(position=1).reward, by=manager, at=AT)

    assert not wanted(mail)


def test_a_former_mentor_and_a_former_manager_get_nothing(plan, rep, manager, mentor):
    live_on(plan, rep, manager, mentor)
    (mail,) = mails("plans.milestone_verified", mentor)
    assert wanted(mail)
    (managers_mail,) = mails("plans.reward_to_deliver", manager)

    mentor_actions.end(plan=plan, by=rep, at=AT)
    manager.managements.update(ends_on="2025-12-31")

    assert not wanted(mail)
    assert not wanted(managers_mail)


def test_a_mail_puts_no_words_of_a_new_manager_into_the_mouth_of_the_old_one(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)
    new, step = UserFactory(name="Rocco Neubert"), plan.milestones.get(position=1)
    milestone.claim(milestone=step, by=rep, evidence="Northwind", at=AT)
    milestone.send_back(milestone=step, by=new, reason="One more", at=AT)
    (asked,) = mails("plans.milestone_sent_back", rep)
    told = render(asked).text
    outcome.close(plan=plan, by=new, result="met", reasons="It holds.", at=AT)
    (closed,) = mails("plans.closed", rep)

    assert "One more" in told
    assert "Your manager" in told
    assert "Rocco Neubert" in render(closed).text
    assert manager.name not in told + render(closed).text


def test_an_invitation_is_dropped_once_it_is_answered(plan, rep, manager, mentor):
    live_on(plan, rep, manager, mentor)

    (mail,) = mails("plans.mentor_invited", mentor)

    assert not wanted(mail)


def test_a_mail_names_no_secret_to_the_mentor(plan, rep, manager, mentor):
    Plan.objects.filter(pk=plan.pk).update(worth={"commission": "3900", "currency": "USD"})
    live_on(plan, rep, manager, mentor)

    for mail in Outbox.objects.filter(recipient=mentor):
        words = render(mail)
        assert "3,900" not in words.text
        assert "125" not in words.text


def test_a_batch_of_mails_costs_as_many_queries_as_one(
    plan, rep, manager, mentor, django_assert_max_num_queries
):
    live_on(plan, rep, manager, mentor)
    items = [(mail.recipient, mail.ref_ids) for mail in Outbox.objects.select_related("recipient")]

    for kind in KINDS[:1]:
        with django_assert_max_num_queries(8):
            kind.prefetch(items[:1], AT)
        with django_assert_max_num_queries(8):
            kind.prefetch(items, AT)


def test_nobody_is_told_twice_about_one_thing(plan, rep, manager, mentor):
    live_on(plan, rep, manager, mentor)

    keys = list(Notice.objects.values_list("dedupe_key", flat=True))
    assert len(keys) == len(set(keys))


def test_what_reached_a_step_is_counted_in_whole_numbers(rep, manager):
    reached = PlanFactory(rep=rep, manager=manager, active=True)
    before(reached)
    fill(reached, [5, 5, 5, 5])
    measure(reached, START + timedelta(weeks=4))

    (mail,) = mails("plans.milestone_reached", rep)

    assert "25.0%, 20 of 80 meetings. Your manager will verify it." in render(mail).text


@pytest.mark.parametrize(
    ("day", "said"), [(0, "Due Tuesday 30 December"), (1, "It was due Tuesday 30 December")]
)
def test_an_outcome_that_is_late_was_due(rep, manager, day, said):
    ended = PlanFactory(rep=rep, manager=manager, in_review=True)
    Plan.objects.filter(pk=ended.pk).update(review_due_on=AT.date())

    mail = kinds.get("plans.review_due").render(manager, {"plan": ended.pk}, AT + timedelta(days=day))

    assert said in mail.text
    assert mail.subject == "A plan is ready for its outcome"
