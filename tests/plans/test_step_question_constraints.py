"""The database keeps what was said about a step, and takes no signature before the answer, tried by raw SQL."""

from datetime import UTC, datetime

import pytest

from plans.actions import proposal, step_question
from plans.models import StepQuestion
from tests.factories.people import UserFactory
from tests.factories.plans import AgreementFactory, PlanFactory
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
SIGN = """
INSERT INTO plans_signature (agreement_id, party, signer_id, signed_at, comment) VALUES (%s, 'rep', %s, now(), '')
"""
ASK = """
INSERT INTO plans_stepquestion (agreement_id, position, step, asked_by_id, asked_at, unclear, answer)
VALUES (%s, %s, '26%%', %s, now(), %s, '')
"""


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    return plan


@pytest.fixture
def question(plan):
    step = plan.milestones.get(position=2)
    return step_question.ask(step=step, by=plan.rep, unclear="Which meetings?", at=AT)


def test_no_signature_goes_under_terms_of_which_a_question_waits(question, rep):
    refused("nobody_signs_before_the_answer", SIGN, question.agreement_id, rep.pk)

    run("UPDATE plans_stepquestion SET answer = 'All', settled_by_id = %s, settled_at = now()", rep.pk)
    run(SIGN, question.agreement_id, rep.pk)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM plans_stepquestion",
        "UPDATE plans_stepquestion SET unclear = 'Nothing'",
        "UPDATE plans_stepquestion SET position = 1",
        "UPDATE plans_stepquestion SET asked_at = asked_at - interval '1 day'",
    ],
)
def test_what_was_asked_stays(question, change):
    refused("what_was_said_of_a_step_stays", change)


def test_what_was_answered_stays(question, manager):
    step_question.answer(question=question, by=manager, answer="Every one that was held.", at=AT)

    refused("what_was_said_of_a_step_stays", "UPDATE plans_stepquestion SET answer = 'Some'")
    refused(
        "what_was_said_of_a_step_stays",
        "UPDATE plans_stepquestion SET answer = '', settled_at = NULL, settled_by_id = NULL",
    )


def test_only_the_rep_asks_about_the_newest_terms_of_an_open_plan(plan, rep, manager):
    older = plan.agreements.get()
    newer = AgreementFactory(plan=plan, number=2)

    refused("a_step_is_asked_about_by_its_rep", ASK, older.pk, 1, rep.pk, "What?")
    for person in (manager, UserFactory()):
        refused("a_step_is_asked_about_by_its_rep", ASK, newer.pk, 1, person.pk, "What?")
    run(ASK, newer.pk, 1, rep.pk, "What?")

    proposal.take_back(plan=plan, by=manager, at=AT)
    assert not StepQuestion.objects.open().exists()
    refused("a_step_is_asked_about_by_its_rep", ASK, newer.pk, 1, rep.pk, "What?")


@pytest.mark.parametrize(
    ("rule", "position", "unclear"),
    [
        ("one_open_question_per_step", 2, "And when?"),
        ("a_question_says_what_is_unclear", 1, ""),
        ("a_question_names_a_step", 6, "What?"),
    ],
)
def test_a_question_is_about_one_step_in_words(rule, position, unclear, question, rep):
    refused(rule, ASK, question.agreement_id, position, rep.pk, unclear)


def test_a_settled_question_says_by_whom(question):
    refused("a_settled_question_says_by_whom", "UPDATE plans_stepquestion SET settled_at = now()")
    refused("a_settled_question_says_by_whom", "UPDATE plans_stepquestion SET answer = 'All of them'")
