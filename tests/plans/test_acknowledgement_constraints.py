"""The database takes nothing in the name of a rep and lets no formal plan run on less, tried by raw SQL."""

from datetime import UTC, datetime, timedelta

import pytest

from plans.actions import acknowledgement, agreement, step_question
from plans.queries.history_chain import Bad, Loose, verify
from tests.factories.formal import put_before_rep
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused, run
from tests.plans.test_history_chain import by_the_owner

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
LATER = AT + timedelta(days=10)
SIGN = """
INSERT INTO plans_signature (agreement_id, party, signer_id, signed_at, comment, answer)
VALUES (%s, %s, %s, now(), %s, %s)
"""
RECEIVE = "INSERT INTO plans_receipt (agreement_id, person_id, received_at) VALUES (%s, %s, now())"
DECLINE = """
INSERT INTO plans_declined (agreement_id, declined_on, witness_id, recorded_by_id, recorded_at)
VALUES (%s, '2025-12-30', %s, %s, now())
"""
UNANSWERED = "INSERT INTO plans_unanswered (agreement_id, recorded_by_id, recorded_at) VALUES (%s, %s, %s)"
RUN = "UPDATE plans_plan SET status = 'active', activated_at = now() WHERE id = %s"


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    put_before_rep(plan, at=AT)
    return plan


@pytest.fixture
def text(plan):
    return plan.agreements.get()


def test_a_formal_plan_runs_on_both_sides_and_a_coaching_plan_as_before(plan, text, rep, manager):
    refused("a_formal_plan_is_acknowledged", RUN, plan.pk)
    agreement.sign(plan=plan, by=manager, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    refused("a_formal_plan_is_acknowledged", RUN, plan.pk)
    run(SIGN, text.pk, "rep", rep.pk, "", "agree")
    run(RUN, plan.pk)

    coaching = PlanFactory(proposed=True)
    run(RUN, coaching.pk)


def test_the_name_of_the_manager_alone_is_not_left_out(plan, rep):
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT, answer="agree")

    refused("a_formal_plan_is_acknowledged", RUN, plan.pk)


def test_nobody_signs_or_receives_in_the_name_of_the_rep(plan, text, rep, manager):
    for person in (manager, UserFactory()):
        refused("the_rep_alone_receives_a_formal_plan", RECEIVE, text.pk, person.pk)
        refused("nobody_signs_in_the_name_of_the_rep", SIGN, text.pk, "rep", person.pk, "", "agree")
    refused("nobody_signs_in_the_name_of_the_rep", SIGN, text.pk, "manager", rep.pk, "", "")
    refused("an_answer_comes_after_the_receipt", SIGN, text.pk, "rep", rep.pk, "", "agree")
    run(RECEIVE, text.pk, rep.pk)
    refused("the_rep_agrees_or_not", SIGN, text.pk, "rep", rep.pk, "", "")
    refused("the_rep_agrees_or_not", SIGN, text.pk, "rep", rep.pk, "", "perhaps")
    refused("the_rep_agrees_or_not", SIGN, text.pk, "manager", manager.pk, "", "agree")
    refused("who_does_not_agree_says_why", SIGN, text.pk, "rep", rep.pk, " ", "disagree")
    run(SIGN, text.pk, "rep", rep.pk, "Half of it was ours.", "disagree")

    other = PlanFactory(proposed=True).agreements.get()
    refused("answers_are_for_formal_plans", SIGN, other.pk, "rep", other.plan.rep_id, "", "agree")
    refused("the_rep_alone_receives_a_formal_plan", RECEIVE, other.pk, other.plan.rep_id)


def test_received_and_declined_exclude_each_other(plan, text, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    witness = UserFactory()
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    refused("received_or_declined", DECLINE, text.pk, witness.pk, manager.pk)

    by_the_owner("DELETE FROM plans_receipt")
    run(DECLINE, text.pk, witness.pk, manager.pk)
    refused("received_or_declined", RECEIVE, text.pk, rep.pk)
    refused("an_answer_is_never_written_over", SIGN, text.pk, "rep", rep.pk, "", "agree")
    run(RUN, plan.pk)


def test_a_refusal_has_a_witness_and_is_written_by_a_manager_who_signed(plan, text, rep, manager):
    witness = UserFactory()
    refused("a_manager_who_signed_writes_it_down", DECLINE, text.pk, witness.pk, manager.pk)
    agreement.sign(plan=plan, by=manager, at=AT)
    refused("a_manager_who_signed_writes_it_down", DECLINE, text.pk, witness.pk, rep.pk)
    deputy = UserFactory()
    for person, by in ((rep, manager), (manager, deputy), (UserFactory(is_active=False), manager)):
        refused("somebody_else_is_the_witness", DECLINE, text.pk, person.pk, by.pk)
    refused("nobody_witnesses_what_they_write_down", DECLINE, text.pk, deputy.pk, deputy.pk)
    step_question.ask(step=plan.milestones.get(position=1), by=rep, unclear="Which?", at=AT)
    refused("nobody_signs_before_the_answer", DECLINE, text.pk, witness.pk, manager.pk)


def test_no_answer_needs_a_receipt_and_time(plan, text, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    refused("the_rep_had_time_to_answer", UNANSWERED, text.pk, manager.pk, LATER)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    refused("the_rep_had_time_to_answer", UNANSWERED, text.pk, manager.pk, AT + timedelta(days=3))
    refused("a_manager_who_signed_writes_it_down", UNANSWERED, text.pk, rep.pk, LATER)
    run(UNANSWERED, text.pk, manager.pk, LATER)
    refused("an_answer_is_never_written_over", SIGN, text.pk, "rep", rep.pk, "", "agree")
    run(RUN, plan.pk)


def test_what_was_written_of_an_answer_stays_and_a_change_by_the_owner_shows(plan, text, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    acknowledgement.run_unanswered(plan=plan, by=manager, at=LATER)
    for table in ("receipt", "unanswered"):
        for verb in ("UPDATE plans_{0} SET id = id", "DELETE FROM plans_{0}"):
            refused("records_never_change", verb.format(table))
    assert verify().bad == []

    by_the_owner("UPDATE plans_unanswered SET recorded_by_id = %s", rep.pk)
    by_the_owner("DELETE FROM plans_receipt")

    seqs = dict(plan.history.values_list("event", "seq"))
    assert verify().bad == [
        Bad(plan.pk, seqs["agreement.received"], Loose.ANSWER),
        Bad(plan.pk, seqs["agreement.unanswered"], Loose.ANSWER),
    ]
