"""A vague step on the pages: asked beside the step, answered in words, read with the agreement."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import agreement, proposal, step_question
from plans.actions.proposal import OwnSide
from plans.models import StepQuestion
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
UNCLEAR, ANSWER = "Which meetings count?", "What counts is every meeting that was held."


@pytest.fixture
def plan(rep, manager):
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today + timedelta(days=7 - today.weekday()))
    proposal.propose(plan=plan, by=manager, at=timezone.now())
    plan.refresh_from_db()
    return plan


@pytest.fixture
def question(plan):
    return ask(plan)


def ask(plan):
    step = plan.milestones.get(position=2)
    return step_question.ask(step=step, by=plan.rep, unclear=UNCLEAR, at=timezone.now())


def at_work(plan):
    side = OwnSide("learning_keen", "", "")
    agreement.sign(plan=plan, by=plan.rep, own_side=side, at=timezone.now())
    agreement.sign(plan=plan, by=plan.manager, at=timezone.now())
    plan.refresh_from_db()
    return plan


def read(client, route, plan):
    return client.get(reverse(route, args=[plan.pk])).content.decode()


def test_the_rep_asks_beside_the_step_and_reads_why_nobody_signs(plan, rep, client_of):
    step = plan.milestones.get(position=2)
    url = reverse("plans:vague_step", args=[step.pk])
    client = client_of(rep)
    assert url in read(client, "plans:proposal", plan)

    sent = client.post(url, {"unclear": UNCLEAR})

    assert sent.url == reverse("plans:proposal", args=[plan.pk])
    page = read(client, "plans:proposal", plan)
    assert url not in page
    assert "What step 2 means is not answered yet. Nobody signs before." in page
    assert UNCLEAR in page
    assert 'value="sign"' not in page
    assert 'value="save"' in page


def test_an_empty_question_comes_back_with_its_reason(plan, rep, client_of):
    url = reverse("plans:vague_step", args=[plan.milestones.get(position=2).pk])

    page = client_of(rep).post(url, {"unclear": ""}).content.decode()

    assert "Say what is unclear, in a sentence or two." in page
    assert not StepQuestion.objects.exists()


def test_a_signature_that_was_on_its_way_is_refused_in_words(plan, question, rep, client_of):
    sent = {
        "wants": "sign",
        "confirmed": "yes",
        "skill_level": 4,
        "will_level": 8,
        "is_placed": "on",
        "version": plan.version,
        "sha256": plan.agreements.get().sha256,
    }

    page = client_of(rep).post(reverse("plans:answer_proposal", args=[plan.pk]), sent).content.decode()

    assert "What step 2 means is not answered yet" in page
    assert not plan.agreements.get().signatures.exists()


def test_the_manager_answers_and_both_read_it_beside_the_step(plan, question, rep, manager, client_of):
    client = client_of(manager)
    url = reverse("plans:answer_step", args=[question.pk])
    for route in ("plans:proposal", "coaching:plan_page", "plans:agreement"):
        assert url in read(client, route, plan)
    assert "Sign this text" not in read(client, "plans:agreement", plan)

    sent = client.post(url, {"answer": ANSWER})

    assert sent.url == reverse("plans:proposal", args=[plan.pk])
    for person in (rep, manager):
        assert ANSWER in read(client_of(person), "plans:proposal", plan)
        assert ANSWER in read(client_of(person), "plans:agreement", plan)
    assert 'value="sign"' in read(client_of(rep), "plans:proposal", plan)


def test_an_answer_that_came_too_late_is_given_back(plan, question, manager, client_of):
    proposal.take_back(plan=plan, by=manager, at=timezone.now())

    late = client_of(manager).post(reverse("plans:answer_step", args=[question.pk]), {"answer": ANSWER})

    assert late.status_code == 409
    assert ANSWER in late.content.decode()


def test_who_takes_the_proposal_back_reads_the_question_while_writing(plan, question, manager, client_of):
    proposal.take_back(plan=plan, by=manager, at=timezone.now())

    assert UNCLEAR in read(client_of(manager), "plans:wizard_review", plan)

    proposal.propose(plan=plan, by=manager, at=timezone.now())
    assert UNCLEAR not in read(client_of(manager), "plans:proposal", plan)
    # It stays with the text that it was about.
    assert UNCLEAR in read(client_of(manager), "plans:agreement", plan)


def test_a_plan_at_work_takes_questions_and_shows_the_answer(plan, rep, manager, client_of):
    at_work(plan)
    assert "A step is vague" in read(client_of(rep), "coaching:plan_page", plan)
    question = ask(plan)
    assert "You asked what step 2 means" in read(client_of(rep), "coaching:plan_page", plan)
    sent = client_of(manager).post(reverse("plans:answer_step", args=[question.pk]), {"answer": ANSWER})

    assert sent.url == reverse("coaching:plan_page", args=[plan.pk])
    assert ANSWER in read(client_of(rep), "coaching:plan_page", plan)


def test_it_waits_on_the_board_of_the_manager_until_it_is_answered(plan, question, manager, client_of):
    client, url = client_of(manager), reverse("plans:answer_step", args=[question.pk])
    board = client.get(reverse("coaching:board")).content.decode()
    assert "finds step 2 vague" in board
    assert url in board

    client.post(url, {"answer": ANSWER})

    assert url not in client.get(reverse("coaching:board")).content.decode()


def test_the_mentor_reads_neither(plan, client_of):
    at_work(plan)
    plan.mentor = UserFactory()
    plan.save()
    question = ask(plan)
    mentor = client_of(plan.mentor)

    assert mentor.get(reverse("plans:answer_step", args=[question.pk])).status_code == 404
    page = read(mentor, "coaching:plan_page", plan)
    assert UNCLEAR not in page
    assert "vague" not in page
