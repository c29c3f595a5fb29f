"""A step is vague: the rep asks, a manager answers or takes the terms back, and nobody signs before."""

from datetime import UTC, datetime, timedelta

import pytest

from plans.actions import agreement, outcome, proposal, step_question
from plans.actions.agreement import StepIsVague
from plans.actions.step_question import AlreadyAsked, AlreadySettled, NothingSaid, NotOpenToQuestions
from plans.models import Plan, StepQuestion
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.plans import PlanFactory, left_open

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=2)


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    plan.refresh_from_db()
    return plan


def ask(plan, position=2, unclear="Which meetings count?"):
    step = plan.milestones.get(position=position)
    return step_question.ask(step=step, by=plan.rep, unclear=unclear, at=AT)


def answer(question, text="What counts is every meeting that was held."):
    return step_question.answer(question=question, by=question.agreement.plan.manager, answer=text, at=LATER)


def events(plan):
    found = plan.history.filter(event__startswith="step.").order_by("seq")
    return [(row.event, row.detail["position"]) for row in found]


def test_asking_tells_every_manager_once_and_the_history_without_the_words(plan, manager):
    question = ask(plan)
    ask(plan)

    assert question.step == "26%, Meetings that become opportunities"
    assert question.unclear == "Which meetings count?"
    assert Notice.objects.filter(recipient=manager, kind="plans.step_questioned").count() == 1
    assert events(plan) == [("step.questioned", 2)]
    assert "Which" not in str(plan.history.get(event="step.questioned").detail)


def test_another_question_about_the_step_comes_after_the_answer(plan):
    question = ask(plan)

    with pytest.raises(AlreadyAsked):
        ask(plan, unclear="And from when?")
    answer(question)

    assert ask(plan, unclear="And from when?").is_open
    assert ask(plan, position=3).is_open


def test_an_empty_question_or_answer_says_nothing(plan):
    with pytest.raises(NothingSaid):
        ask(plan, unclear="  ")
    with pytest.raises(NothingSaid):
        answer(ask(plan), " ")


def test_nobody_signs_before_the_answer(plan, rep, manager):
    question = ask(plan)

    for person in (rep, manager):
        with pytest.raises(StepIsVague):
            agreement.sign(plan=plan, by=person, at=AT)
    answer(question)
    agreement.sign(plan=plan, by=rep, at=LATER)
    agreement.sign(plan=plan, by=manager, at=LATER)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE


def test_an_answer_tells_the_rep_once_and_stays(plan, rep):
    question = ask(plan)
    answer(question)
    again = answer(question)

    with pytest.raises(AlreadySettled):
        answer(question, "Only those with a decision maker.")

    assert again.answer == "What counts is every meeting that was held."
    assert Notice.objects.filter(recipient=rep, kind="plans.step_answered").count() == 1
    assert events(plan) == [("step.questioned", 2), ("step.answered", 2)]


def test_taking_the_proposal_back_settles_it_and_a_new_one_may_be_signed(plan, rep, manager):
    question = ask(plan)
    proposal.take_back(plan=plan, by=manager, at=LATER)

    question.refresh_from_db()
    assert (question.is_open, question.answer, question.settled_by) == (False, "", manager)
    with pytest.raises(AlreadySettled):
        answer(question)
    proposal.propose(plan=plan, by=manager, at=LATER)
    agreement.sign(plan=plan, by=rep, at=LATER)


def test_a_plan_at_work_runs_on_and_its_end_settles_what_waits(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    question = ask(plan)
    told = {"result": "withdrawn", "reasons": "Another team.", "given_up": left_open(plan)}

    outcome.close(plan=plan, by=manager, at=LATER, **told)

    question.refresh_from_db()
    assert not question.is_open
    plan.refresh_from_db()
    with pytest.raises(NotOpenToQuestions):
        ask(plan, position=1)


@pytest.mark.parametrize(("settles", "is_wanted"), [(False, True), (True, False)])
def test_the_mail_to_the_manager_is_dropped_once_it_is_answered(plan, manager, settles, is_wanted):
    question = ask(plan)
    mail = Outbox.objects.get(kind="plans.step_questioned", recipient=manager)
    if settles:
        answer(question)

    assert kinds.get(mail.kind).still_wanted(manager, mail.ref_ids, LATER) is is_wanted


def test_the_mails_carry_the_words_and_no_step_in_their_subject(plan, rep, manager):
    answer(ask(plan))

    asked = Outbox.objects.get(kind="plans.step_questioned", recipient=manager)
    told = Outbox.objects.get(kind="plans.step_answered", recipient=rep)
    for mail, words in ((asked, "Which meetings count?"), (told, "every meeting that was held")):
        written = kinds.get(mail.kind).render(mail.recipient, mail.ref_ids, LATER)
        assert words in written.text
        assert f"/questions/{StepQuestion.objects.get().pk}/" in written.text
        assert "tep 2" not in written.subject
