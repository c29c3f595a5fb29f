"""Ask first: both pick without seeing the other's, and then see both."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from plans.actions import draft, focus_question
from plans.actions.draft_discard import discard
from plans.actions.focus_question import (
    AlreadyAnswered,
    AlreadyAsked,
    NotAsked,
    NothingToAsk,
    NotOffered,
    NotOpenForAnswer,
)
from plans.models import FocusQuestion, Plan, Skill
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
LATER = datetime(2026, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return draft.open_draft(rep=rep, by=manager, at=AT)


@pytest.fixture
def skills():
    return [SkillFactory(name=name) for name in ("Discovery questions", "Negotiation", "Prospecting calls")]


@pytest.fixture
def question(plan, manager, skills):
    return ask(plan, manager, skills)


def ask(plan, manager, skills, **fields):
    told = {"pick": skills[0], "offered": [skill.pk for skill in skills], "reason": "Meetings go nowhere."}
    return focus_question.ask(plan=plan, by=manager, at=AT, **{**told, **fields})


def answer(question, pick, **fields):
    return focus_question.answer(question=question, by=question.plan.rep, pick=pick, at=LATER, **fields)


def events(plan):
    return list(
        plan.history.filter(event__startswith="focus.").order_by("seq").values_list("event", flat=True)
    )


def test_asking_keeps_the_managers_pick_and_tells_the_rep_alone(plan, manager, skills, rep):
    question = ask(plan, manager, skills)

    assert (question.manager_pick, question.manager_reason) == (skills[0], "Meetings go nowhere.")
    assert not question.is_answered
    told = Notice.objects.get(kind="plans.focus_asked")
    assert told.recipient == rep
    assert skills[0].name not in told.title
    assert events(plan) == ["focus.asked"]
    assert plan.history.get(event="focus.asked").detail == {}


def test_a_second_question_is_refused_in_a_sentence(question, plan, manager, skills):
    with pytest.raises(AlreadyAsked, match="has been asked already"):
        ask(plan, manager, skills, pick=skills[1])


def test_a_double_click_asks_and_answers_once(question, plan, manager, skills):
    assert ask(plan, manager, skills) == question
    answer(question, skills[1], reason="Mine.")
    assert answer(question, skills[1], reason="Mine.").answered_at == LATER

    assert events(plan) == ["focus.asked", "focus.answered"]
    assert Notice.objects.filter(kind="plans.focus_answered").count() == 1


def test_a_question_offers_a_choice_with_the_managers_pick_in_it(plan, manager, skills):
    with pytest.raises(NothingToAsk):
        ask(plan, manager, skills, offered=[skills[0].pk])
    with pytest.raises(NothingToAsk):
        ask(plan, manager, skills, offered=[skills[1].pk, skills[2].pk])
    with pytest.raises(NothingToAsk):
        ask(plan, manager, skills, offered=[SkillFactory().pk for _one in range(9)])
    assert not FocusQuestion.objects.exists()


def test_nothing_is_asked_once_the_plan_is_proposed(rep, manager, skills):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)

    with pytest.raises(draft.NotADraft):
        ask(plan, manager, skills)


def test_an_answer_tells_the_manager_and_both_see_whether_they_agree(question, skills, manager, plan):
    answered = answer(question, skills[1], reason=" I give too much away. ")

    assert answered.rep_reason == "I give too much away."
    assert not answered.is_agreed
    assert Notice.objects.get(kind="plans.focus_answered").recipient == manager
    assert events(plan) == ["focus.asked", "focus.answered"]


def test_an_answer_is_given_once(question, skills):
    answer(question, skills[1])

    with pytest.raises(AlreadyAnswered, match="You have answered already"):
        answer(question, skills[0])


def test_a_skill_that_was_not_offered_is_no_answer(question):
    with pytest.raises(NotOffered):
        answer(question, SkillFactory())


def test_a_plan_that_went_on_takes_no_answer(question, skills, plan):
    Plan.objects.filter(pk=plan.pk).update(status="closed", closed_at=AT)

    with pytest.raises(NotOpenForAnswer, match="has gone on"):
        answer(question, skills[1])
    # Not checked at the commit: this plan has no outcome.
    transaction.set_rollback(True)


def test_an_open_question_can_be_taken_back_and_asked_anew(question, plan, manager, skills):
    focus_question.take_back(plan=plan, by=manager, at=LATER)

    with pytest.raises(NotAsked, match="taken back"):
        answer(question, skills[1])
    assert ask(plan, manager, skills, pick=skills[2]).manager_pick == skills[2]
    assert events(plan) == ["focus.asked", "focus.taken_back", "focus.asked"]
    assert Notice.objects.filter(kind="plans.focus_asked").count() == 2


def test_an_answered_question_is_not_taken_back(question, plan, manager, skills):
    answer(question, skills[1])

    with pytest.raises(AlreadyAnswered, match="has answered"):
        focus_question.take_back(plan=plan, by=manager, at=LATER)


def refused(rule, change):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    assert error.value.__cause__.diag.constraint_name == rule


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("manager_pick_id", lambda skills: skills[1].pk),
        ("manager_reason", lambda skills: "Because he says so."),
        ("offered", lambda skills: [skills[0].pk, skills[1].pk]),
        ("asked_at", lambda skills: LATER),
    ],
)
def test_the_database_keeps_the_pick_that_was_made_before_asking(question, skills, column, value):
    refused(
        "a_pick_made_before_asking_never_changes",
        lambda: FocusQuestion.objects.update(**{column: value(skills)}),
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("rep_pick_id", lambda skills: skills[0].pk),
        ("rep_reason", lambda skills: "As you think."),
        ("answered_at", lambda skills: datetime(2026, 2, 1, tzinfo=UTC)),
    ],
)
def test_the_database_keeps_an_answer_as_it_was_given(question, skills, column, value):
    answer(question, skills[1])

    refused("an_answer_never_changes", lambda: FocusQuestion.objects.update(**{column: value(skills)}))


def test_the_database_keeps_an_answered_question_from_being_taken_away(question, skills):
    answer(question, skills[1])

    refused("an_answer_never_changes", lambda: FocusQuestion.objects.get().delete())


def render(kind):
    mail = Outbox.objects.select_related("recipient").get(kind=kind)
    return kinds.get(kind).render(mail.recipient, mail.ref_ids, AT)


def is_wanted(kind):
    mail = Outbox.objects.select_related("recipient").get(kind=kind)
    return kinds.get(kind).still_wanted(mail.recipient, mail.ref_ids, AT)


def test_the_mail_to_the_rep_says_nothing_of_the_draft_or_of_the_pick(question, skills):
    words = render("plans.focus_asked")

    assert words.subject == "Which skill would you pick?"
    assert f"/plans/{question.plan_id}/focus/" in words.text
    assert f"/plans/{question.plan_id}/focus/" in words.html
    assert skills[0].name not in words.subject + words.text + words.html
    assert "Meetings go nowhere." not in words.text + words.html


def test_the_mail_to_the_rep_is_dropped_once_they_have_answered(question, skills):
    assert is_wanted("plans.focus_asked")

    answer(question, skills[1])

    assert not is_wanted("plans.focus_asked")


def test_the_mail_to_the_rep_is_dropped_once_the_question_is_taken_back(question, plan, manager, skills):
    first = Outbox.objects.select_related("recipient").get(kind="plans.focus_asked")
    focus_question.take_back(plan=plan, by=manager, at=LATER)

    assert not is_wanted("plans.focus_asked")
    ask(plan, manager, skills)
    assert not kinds.get(first.kind).still_wanted(first.recipient, first.ref_ids, AT)


@pytest.mark.parametrize(("place", "said"), [(0, "picked the same"), (1, "a good first talk")])
def test_the_mail_back_to_the_manager_names_the_pick_and_the_reason(question, skills, place, said):
    answer(question, skills[place], reason="I give too much away.")
    words = render("plans.focus_answered")

    assert words.subject == "Your question about a skill is answered"
    assert skills[place].name in words.text
    assert said in words.text
    assert "I give too much away." in words.text
    assert is_wanted("plans.focus_answered")


def test_who_no_longer_manages_the_rep_hears_nothing(question, skills, manager):
    answer(question, skills[1])
    manager.managements.update(ends_on="2025-12-31")

    assert not is_wanted("plans.focus_answered")


def test_a_rep_may_open_the_notice_of_their_own_question_alone(question, rep, mentor):
    may_open = kinds.get("plans.focus_asked").may_open

    assert may_open(rep, {"plan": question.plan_id})
    assert not may_open(mentor, {"plan": question.plan_id})
    assert Skill.objects.filter(pk__in=question.offered).count() == 3


def test_a_withdrawn_plan_takes_no_answer_and_asks_for_nothing(question, skills, plan, manager):
    discard(plan=plan, by=manager, reason="Another plan is better.", at=LATER)

    with pytest.raises(NotOpenForAnswer, match="The plan was withdrawn"):
        answer(question, skills[1])
