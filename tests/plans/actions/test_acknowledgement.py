"""A formal plan is received and answered in two acts, or its manager writes down what became of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.actions import acknowledgement, agreement, proposal, step_question
from plans.actions.acknowledgement import Answered, NoWitness, SignFirst, TooEarly
from plans.actions.agreement import AlreadySigned, AnswerMissing, NotOpenForSigning, NotReceived, StepIsVague
from plans.models import Plan
from salesgym.people.models import Leave
from tests.factories.formal import put_before_rep
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
# A Tuesday; the plan begins on Monday 5 January.
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


def formal(rep, manager, **fields):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", **fields)
    put_before_rep(plan, at=AT)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def plan(rep, manager):
    return formal(rep, manager)


def events(plan):
    """What has happened since it was proposed."""
    named = list(plan.history.order_by("seq").values_list("event", flat=True))
    return named[named.index("plan.proposed") + 1 :]


@pytest.mark.parametrize(("answer", "comment"), [("agree", ""), ("disagree", "Half of it was ours.")])
def test_it_runs_with_either_answer_once_its_manager_has_signed(plan, rep, manager, answer, comment):
    first = acknowledgement.receive(plan=plan, by=rep, at=AT)
    assert acknowledgement.receive(plan=plan, by=rep, at=AT + timedelta(hours=1)) == first
    agreement.sign(plan=plan, by=rep, at=AT, answer=answer, comment=comment)
    agreement.sign(plan=plan, by=manager, at=AT)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert events(plan) == [
        "agreement.received",
        "agreement.signed",
        "agreement.signed",
        "plan.started",
    ]
    assert plan.history.get(event="agreement.signed", actor=rep).detail["says"] == answer


def test_the_answer_comes_after_the_receipt_and_says_why_it_is_a_no(plan, rep, manager):
    with pytest.raises(NotReceived):
        agreement.sign(plan=plan, by=rep, at=AT, answer="agree")
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    for wrong in ({}, {"answer": "disagree", "comment": " \n"}):
        with pytest.raises(AnswerMissing):
            agreement.sign(plan=plan, by=rep, at=AT, **wrong)
    with pytest.raises(AnswerMissing):
        agreement.sign(plan=plan, by=manager, at=AT, answer="agree")


def test_a_coaching_plan_is_signed_with_the_name_alone(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)

    with pytest.raises(AnswerMissing):
        agreement.sign(plan=plan, by=rep, at=AT, answer="agree")
    with pytest.raises(NotOpenForSigning):
        acknowledgement.receive(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT)


def test_without_an_answer_it_runs_after_five_working_days_that_leave_does_not_use_up(plan, rep, manager):
    def run(day):
        at = datetime(2026, 1, day, 9, tzinfo=UTC)
        return acknowledgement.run_unanswered(plan=plan, by=manager, at=at, begins_on=begins_on)

    begins_on = None
    with pytest.raises(SignFirst):
        run(20)
    agreement.sign(plan=plan, by=manager, at=AT)
    with pytest.raises(TooEarly, match="not said yet"):
        run(20)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    Leave.objects.create(person=rep, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 2))
    # Wednesday, then the four days from Monday to Thursday.
    with pytest.raises(TooEarly, match="8 January"):
        run(7)
    run(8)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert events(plan)[-2:] == ["agreement.unanswered", "plan.started"]
    with pytest.raises(NotOpenForSigning):
        agreement.sign(plan=plan, by=rep, at=AT, answer="agree")


def test_it_does_not_run_before_its_first_day_without_an_answer(rep, manager):
    plan = formal(rep, manager, starts_on=date(2026, 2, 2))
    agreement.sign(plan=plan, by=manager, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)

    with pytest.raises(TooEarly, match="2 February"):
        acknowledgement.run_unanswered(plan=plan, by=manager, at=datetime(2026, 2, 1, 9, tzinfo=UTC))


def decline(plan, by, **told):
    told = {"declined_on": AT.date(), "witness": UserFactory(name="Noah Petrov"), "at": AT} | told
    return acknowledgement.decline(plan=plan, by=by, **told)


def test_a_plan_that_was_not_taken_runs_with_a_witness(plan, rep, manager):
    with pytest.raises(SignFirst):
        decline(plan, manager)
    agreement.sign(plan=plan, by=manager, at=AT)
    for witness in (rep, manager, UserFactory(is_active=False)):
        with pytest.raises(NoWitness, match="somebody who was there"):
            decline(plan, manager, witness=witness)
    for day in (AT.date() - timedelta(days=1), AT.date() + timedelta(days=1)):
        with pytest.raises(NoWitness, match="30 December"):
            decline(plan, manager, declined_on=day)
    decline(plan, manager)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert plan.history.get(event="agreement.declined").detail["what"] == "Noah Petrov"


def test_nobody_writes_over_what_the_rep_did(plan, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    with pytest.raises(Answered, match="has received"):
        decline(plan, manager)
    step = plan.milestones.get(position=1)
    question = step_question.ask(step=step, by=rep, unclear="Which meetings?", at=AT)
    with pytest.raises(StepIsVague):
        acknowledgement.run_unanswered(plan=plan, by=manager, at=AT + timedelta(days=30))
    step_question.answer(question=question, by=manager, answer="All of them.", at=AT)
    agreement.sign(plan=plan, by=rep, at=AT, answer="agree")

    with pytest.raises(NotOpenForSigning):
        acknowledgement.run_unanswered(plan=plan, by=manager, at=AT)
    with pytest.raises(AlreadySigned):
        agreement.sign(plan=plan, by=rep, at=AT, answer="agree")


def test_a_plan_begins_later_when_the_manager_lets_it_run_late(plan, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    late = datetime(2026, 1, 13, 9, tzinfo=UTC)

    acknowledgement.run_unanswered(plan=plan, by=manager, at=late, begins_on=date(2026, 1, 19))

    plan.refresh_from_db()
    assert plan.starts_on == date(2026, 1, 19)
