"""A rep asks for a plan; a draft or a sentence answers it, once."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from plans.actions import plan_wish, proposal
from plans.actions.draft_discard import discard
from plans.actions.plan_wish import AnsweredAlready, AskedAlready, NobodyToAsk, NothingSaid, PlanIsOpen
from plans.models import Plan, PlanWish
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
SAID = "I give too much away at the end"


@pytest.fixture
def skill():
    return SkillFactory(name="Negotiation")


def ask(rep, skill, sentence=SAID):
    return plan_wish.ask(rep=rep, skill=skill, sentence=sentence, at=AT)


def mail_to(person, kind):
    mail = Outbox.objects.select_related("recipient").get(kind=kind, recipient=person)
    found = kinds.get(kind)
    told = (mail.recipient, mail.ref_ids, AT)
    return found.still_wanted(*told), found.render(*told)


def test_those_who_manage_the_rep_read_what_they_ask_for(rep, manager, skill):
    ask(rep, skill)

    told = Notice.objects.get(recipient=manager)
    assert told.title == "Marcus asks for a plan: Negotiation"
    is_wanted, words = mail_to(manager, "plans.plan_wished")
    assert is_wanted
    assert SAID in words.text
    assert words.subject == "Somebody asks for a plan"


def test_one_wish_of_a_rep_waits_at_a_time(rep, manager, skill):
    first = ask(rep, skill)

    assert ask(rep, skill) == first
    with pytest.raises(AskedAlready):
        ask(rep, skill, "Something else")
    with pytest.raises(IntegrityError, match="one_open_wish_per_rep"), transaction.atomic():
        PlanWish.objects.create(rep=rep, skill=skill, sentence="Around the action", asked_at=AT)


def test_nobody_asks_beside_a_plan_without_words_or_without_a_manager(rep, manager, stranger, skill):
    with pytest.raises(NothingSaid):
        ask(rep, skill, "  ")
    with pytest.raises(NobodyToAsk):
        ask(stranger, skill)
    PlanFactory(rep=rep, manager=manager, proposed=True)
    with pytest.raises(PlanIsOpen):
        ask(rep, skill)


def test_a_draft_answers_it_and_the_rep_is_told(rep, manager, skill):
    wish = ask(rep, skill)

    plan = plan_wish.take_up(wish=wish, by=manager, at=AT)

    assert plan_wish.take_up(wish=wish, by=manager, at=AT) == plan
    wish.refresh_from_db()
    assert (wish.status, wish.plan, wish.answered_by) == ("drafted", plan, manager)
    assert (plan.rep, plan.status, plan.skill) == (rep, "draft", None)
    taken = plan.history.get(event="wish.taken_up")
    assert taken.detail == {"what": "Negotiation", "reason": SAID}
    is_wanted, words = mail_to(rep, "plans.wish_answered")
    assert is_wanted
    assert words.subject == "What you asked for is answered"
    assert not mail_to(manager, "plans.plan_wished")[0]


def test_a_draft_that_is_open_already_is_the_answer(rep, manager, skill):
    plan = PlanFactory(rep=rep, manager=manager)

    assert plan_wish.take_up(wish=ask(rep, skill), by=manager, at=AT) == plan


def test_a_rep_whose_draft_is_put_away_is_told_and_may_ask_again(rep, manager, skill):
    plan = plan_wish.take_up(wish=ask(rep, skill), by=manager, at=AT)

    discard(plan=plan, by=manager, reason="Later", at=AT)

    assert Notice.objects.filter(recipient=rep, kind="plans.draft_discarded").exists()
    assert ask(rep, skill).is_open


def test_a_sentence_answers_it_once_and_never_changes(rep, manager, skill):
    wish = ask(rep, skill)

    plan_wish.answer(wish=wish, by=manager, answer="After the trade fair, on Monday.", at=AT)

    is_wanted, words = mail_to(rep, "plans.wish_answered")
    assert is_wanted
    assert "After the trade fair, on Monday." in words.text
    for act in (
        lambda: plan_wish.answer(wish=wish, by=manager, answer="No.", at=AT),
        lambda: plan_wish.take_up(wish=wish, by=manager, at=AT),
        lambda: plan_wish.take_back(wish=wish, at=AT),
    ):
        with pytest.raises(AnsweredAlready):
            act()
    assert not Plan.objects.exists()
    with pytest.raises(IntegrityError, match="a_wish_and_its_answer_never_change"), transaction.atomic():
        PlanWish.objects.update(answer="Never said")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"sentence": ""}, "a_wish_says_why"),
        ({"status": "answered", "answered_at": AT}, "a_wish_is_answered_in_one_way"),
        ({"status": "drafted", "answered_at": AT}, "a_wish_is_answered_in_one_way"),
        ({"answer": "Said, and still open"}, "a_wish_is_answered_in_one_way"),
        ({"status": "elsewhere"}, "a_wish_is_answered_in_one_way"),
    ],
)
def test_the_database_keeps_what_a_wish_is(rep, skill, fields, rule):
    told = {"rep": rep, "skill": skill, "sentence": SAID, "asked_at": AT, **fields}

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PlanWish.objects.create(**told)


def test_a_proposal_answers_what_its_rep_has_asked_for(rep, manager, skill):
    wish = ask(rep, skill)
    plan = PlanFactory(rep=rep, manager=manager)

    proposal.propose(plan=plan, by=manager, at=datetime(2025, 12, 30, 9, tzinfo=UTC))

    wish.refresh_from_db()
    assert (wish.status, wish.plan) == ("drafted", plan)
