"""New dates of a signed plan: the manager's name first, in force with the rep's, and nothing in between."""

from datetime import UTC, date, datetime

import pytest

from plans.actions import amendment as actions
from plans.actions import outcome, pause, step_question
from plans.actions.amendment import (
    AnotherWaits,
    DatesDoNotFit,
    NewTerms,
    NothingChanges,
    NotRunning,
    NotWaiting,
    QuestionWaits,
    ReasonMissing,
    TermsChanged,
)
from plans.actions.draft_runs import RunDoesNotFit
from plans.actions.standing import NoLongerOnIt
from plans.documents.agreement import digest_of, text_of
from plans.models import Amendment, Event, Milestone, Plan, Signature
from salesgym.notices.models import Notice
from salesgym.people.actions import membership
from tests.factories.people import TeamFactory
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 19, 9, tzinfo=UTC)
LATER = datetime(2026, 1, 21, 10, tzinfo=UTC)
ENDS_ON = date(2026, 4, 20)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def later(plan):
    """Two weeks more for the last two steps, and for the plan."""
    second, last = plan.milestones.filter(position__gt=1).order_by("position")
    return NewTerms(ENDS_ON, {second.pk: date(2026, 3, 16), last.pk: date(2026, 4, 13)})


def proposed(plan, new=None, at=AT):
    new = new or later(plan)
    written = actions.written(plan=plan, new=new, by=plan.manager, at=at)
    return actions.propose(
        plan=plan, new=new, reason="A trade fair in March.", sha256=written.sha256, by=plan.manager, at=at
    )


def due(plan):
    return list(plan.milestones.order_by("position").values_list("due_on", flat=True))


def events(plan):
    return list(plan.history.order_by("seq").values_list("event", flat=True))


def test_nothing_moves_before_the_rep_has_signed(plan, rep):
    before = due(plan), plan.ends_on

    waiting = proposed(plan)

    plan.refresh_from_db()
    assert (due(plan), plan.ends_on) == before
    assert plan.agreements.count() == 1
    assert waiting.is_open
    assert digest_of(waiting.text) == waiting.sha256
    assert events(plan) == [Event.AMENDMENT_PROPOSED]
    assert [notice.recipient for notice in Notice.objects.filter(kind="plans.amendment_to_sign")] == [rep]


def test_the_names_of_both_put_the_dates_into_force_and_every_text_stays(plan, rep, manager):
    first = plan.agreements.get()
    reached = plan.milestones.get(position=1)
    Milestone.objects.filter(pk=reached.pk).update(
        status="reached", reached_by="claim", reached_on=date(2026, 1, 16)
    )
    waiting = proposed(plan)

    agreement = actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=LATER, comment="Fair.")

    plan.refresh_from_db()
    assert due(plan) == [reached.due_on, date(2026, 3, 16), date(2026, 4, 13)]
    assert plan.ends_on == ENDS_ON
    assert plan.status == Plan.Status.ACTIVE
    assert plan.milestones.get(position=1).status == Milestone.Status.REACHED
    assert [(one.number, one.text) for one in plan.agreements.order_by("number")] == [
        (1, first.text),
        (2, waiting.text),
    ]
    assert text_of(plan, number=2) == agreement.text
    names = [(one.party, one.signer, one.signed_at) for one in agreement.signatures.order_by("signed_at")]
    assert names == [(Signature.Party.MANAGER, manager, AT), (Signature.Party.REP, rep, LATER)]
    signed = [Event.AGREEMENT_SIGNED, Event.AGREEMENT_SIGNED, Event.PLAN_AMENDED]
    assert events(plan) == [Event.AMENDMENT_PROPOSED, *signed]
    told = Notice.objects.filter(kind="plans.amendment_answered")
    assert [notice.recipient for notice in told] == [manager]


def test_whoever_manages_the_rep_no_longer_proposes_nothing(plan, rep):
    written = actions.written(plan=plan, new=later(plan), by=plan.manager, at=AT)
    membership.move(person=rep, team=TeamFactory(), on=AT.date())

    said = {"reason": "A fair.", "sha256": written.sha256, "by": plan.manager, "at": AT}
    with pytest.raises(NoLongerOnIt):
        actions.propose(plan=plan, new=later(plan), **said)


def test_who_does_not_sign_says_what_they_would_rather_have_and_the_signed_dates_hold(plan, rep, manager):
    waiting = proposed(plan)
    with pytest.raises(ReasonMissing):
        actions.decline(amendment=waiting, by=rep, at=LATER, comment="  ")

    declined = actions.decline(amendment=waiting, by=rep, at=LATER, comment="One week is enough.")

    plan.refresh_from_db()
    assert plan.agreements.count() == 1
    assert plan.ends_on == date(2026, 3, 30)
    assert (declined.answer, declined.comment) == (Amendment.Answer.DECLINED, "One week is enough.")
    with pytest.raises(NotWaiting):
        actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=LATER)
    assert proposed(plan, at=LATER).number == 3


def test_one_waits_at_a_time_and_can_be_taken_back(plan, manager):
    waiting = proposed(plan)
    with pytest.raises(AnotherWaits):
        proposed(plan)

    actions.take_back(amendment=waiting, by=manager, at=LATER)

    assert proposed(plan, at=LATER).is_open


def test_a_plan_that_went_on_overtakes_the_dates_that_wait(plan, rep, manager):
    waiting = proposed(plan)
    pause.pause(plan=plan, by=manager, reason="Flu", at=LATER)
    pause.resume(plan=plan, by=manager, at=datetime(2026, 1, 26, 9, tzinfo=UTC))
    moved = due(plan)

    at = datetime(2026, 1, 27, 9, tzinfo=UTC)
    with pytest.raises(TermsChanged):
        actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=at)
    actions.overtake(amendment=waiting, at=at)

    waiting.refresh_from_db()
    assert waiting.answer == Amendment.Answer.OVERTAKEN
    assert due(plan) == moved
    assert plan.agreements.count() == 1


def test_a_question_about_a_step_is_answered_before_dates_change(plan, rep, manager):
    step = plan.milestones.get(position=2)
    waiting = proposed(plan)
    asked = step_question.ask(step=step, by=rep, unclear="Whose meetings?", at=LATER)
    with pytest.raises(QuestionWaits):
        actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=LATER)
    actions.take_back(amendment=waiting, by=manager, at=LATER)
    with pytest.raises(QuestionWaits):
        proposed(plan, at=LATER)

    step_question.answer(question=asked, by=manager, answer="Your own.", at=LATER)

    waiting = proposed(plan, at=LATER)
    assert actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=LATER).number == waiting.number


def test_days_that_are_over_by_the_signature_are_refused_and_a_review_ends_what_waits(plan, rep):
    waiting = proposed(plan)
    late = datetime(2026, 3, 17, 9, tzinfo=UTC)
    with pytest.raises(DatesDoNotFit):
        actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=late)

    outcome.open_reviews(at=datetime(2026, 4, 1, 9, tzinfo=UTC))

    plan.refresh_from_db()
    waiting.refresh_from_db()
    assert plan.status == Plan.Status.IN_REVIEW
    assert waiting.answer == Amendment.Answer.OVERTAKEN


def test_closing_ends_what_waits(plan, manager):
    waiting = proposed(plan)

    outcome.close(plan=plan, by=manager, result="withdrawn", reasons="Another team.", at=LATER)

    waiting.refresh_from_db()
    assert waiting.answer == Amendment.Answer.OVERTAKEN


def test_dates_that_do_not_fit_are_refused_before_anybody_signs(plan):
    first, second, last = plan.milestones.order_by("position").values_list("pk", flat=True)
    for ends_on, days, refusal in (
        (date(2026, 4, 20), {last: date(2026, 4, 27)}, DatesDoNotFit),
        (date(2026, 4, 20), {second: date(2026, 3, 30)}, DatesDoNotFit),
        (date(2026, 4, 20), {first: date(2026, 1, 12)}, DatesDoNotFit),
        (date(2026, 8, 20), {last: date(2026, 4, 13)}, DatesDoNotFit),
        (date(2026, 3, 30), {last: date(2026, 3, 30)}, NothingChanges),
        (date(2026, 4, 20), {first: date(2026, 1, 27)}, RunDoesNotFit),
    ):
        with pytest.raises(refusal):
            actions.written(plan=plan, new=NewTerms(ends_on, days), by=plan.manager, at=AT)

    assert not Amendment.objects.exists()


def test_only_what_runs_is_amended_and_only_the_text_that_was_read(plan, manager):
    new = later(plan)
    with pytest.raises(TermsChanged):
        actions.propose(plan=plan, new=new, reason="Why not", sha256="0" * 64, by=manager, at=AT)
    with pytest.raises(ReasonMissing):
        actions.propose(plan=plan, new=new, reason=" ", sha256="0" * 64, by=manager, at=AT)

    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.IN_REVIEW)

    with pytest.raises(NotRunning):
        actions.written(plan=plan, new=new, by=manager, at=AT)


def test_the_database_lets_dates_become_those_of_a_signed_amendment_alone(plan, rep):
    waiting = proposed(plan)
    step = plan.milestones.get(position=2)

    def never(sql, *values):
        refused("terms_are_frozen", f"SET LOCAL salesgym.amends = %s; {sql}", str(waiting.pk), *values)

    move = "UPDATE plans_milestone SET due_on = %s WHERE id = %s"
    never(move, date(2026, 3, 16), step.pk)
    actions.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=LATER)
    never(move, date(2026, 3, 17), step.pk)
    never("UPDATE plans_milestone SET target = 0.5 WHERE id = %s", step.pk)
    never("UPDATE plans_plan SET ends_on = '2026-05-01' WHERE id = %s", plan.pk)
    rule = "an_amendment_is_answered_once"
    refused(rule, "UPDATE plans_amendment SET answer = '', answered_at = NULL WHERE id = %s", waiting.pk)
    refused(rule, "DELETE FROM plans_amendment WHERE id = %s", waiting.pk)


def test_no_amendment_is_signed_without_both_names(plan):
    waiting = proposed(plan)

    refused(
        "a_signed_amendment_has_both_names",
        "UPDATE plans_amendment SET answer = 'signed', answered_at = now() WHERE id = %s",
        waiting.pk,
    )
    refused("one_open_amendment_per_plan", COPY, "A fair.", waiting.pk)
    refused("an_amendment_has_a_reason", COPY, "", waiting.pk)
    Plan.objects.filter(pk=plan.pk).update(status="in_review")
    refused("only_a_running_plan_is_amended", COPY, "A fair.", waiting.pk)


def test_no_plan_closes_while_new_dates_wait(plan, manager):
    proposed(plan)

    refused(
        "a_closed_plan_has_no_open_amendment",
        "UPDATE plans_plan SET status = 'closed', closed_at = now() "
        "WHERE id = %s; SET CONSTRAINTS a_closed_plan_has_no_open_amendment IMMEDIATE",
        plan.pk,
    )


COPY = """
    INSERT INTO plans_amendment (plan_id, number, reason, terms, text, sha256, proposed_by_id, proposed_at, answer, comment)
    SELECT plan_id, number + 1, %s, terms, text, sha256, proposed_by_id, proposed_at, answer, comment
    FROM plans_amendment WHERE id = %s
"""
