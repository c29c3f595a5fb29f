"""The database keeps history, agreements and outcomes as they were written, tried by raw SQL."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from plans.models import Agreement, Event, Mentorship, Pause, Plan, Signature
from tests.factories.people import UserFactory
from tests.factories.plans import AgreementFactory, PlanFactory
from tests.plans.raw_sql import plan_with_everything, refused, run

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return plan_with_everything(rep=rep, manager=manager)


@pytest.mark.parametrize("verb", ["UPDATE plans_{0} SET id = id", "DELETE FROM plans_{0}"])
@pytest.mark.parametrize("table", ["history", "agreement", "signature", "outcome"])
def test_records_never_change(verb, table, plan):
    from plans.actions import history, outcome

    history.record(plan=plan, actor=plan.manager, event=Event.PLAN_STARTED, at=AT)
    outcome.close(plan=plan, by=plan.manager, result="withdrawn", reasons="Another team.", at=AT)

    refused("records_never_change", verb.format(table))


@pytest.mark.parametrize("event", ["plan.changed", "agreement.Signed", ""])
def test_history_knows_its_events(event, plan):
    refused(
        "event_is_known",
        "INSERT INTO plans_history (plan_id, seq, event, at, detail) VALUES (%s, 99, %s, now(), '{}')",
        plan.pk,
        event,
    )


@pytest.mark.parametrize("event", Event)
def test_history_takes_each_event(event, plan):
    run(
        "INSERT INTO plans_history (plan_id, seq, event, at, detail) VALUES (%s, 99, %s, now(), '{}')",
        plan.pk,
        event.value,
    )


def test_a_closed_plan_stays_closed(plan):
    from plans.actions import outcome

    outcome.close(plan=plan, by=plan.manager, result="withdrawn", reasons="Another team.", at=AT)

    refused(
        "a_closed_plan_stays_closed",
        "UPDATE plans_plan SET status = 'active', closed_at = NULL WHERE id = %s",
        plan.pk,
    )


def test_an_open_plan_has_no_outcome(plan):
    refused(
        "closed_plans_have_an_outcome",
        "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
        " VALUES (%s, 'met', 'Well', '', %s, now())",
        plan.pk,
        plan.manager_id,
    )


def test_each_party_signs_once(rep, manager):
    agreement = AgreementFactory(plan=PlanFactory(rep=rep, manager=manager))
    Signature.objects.create(agreement=agreement, party="rep", signer=rep, signed_at=AT)

    for party, signer in (("rep", UserFactory()), ("manager", rep)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.create(agreement=agreement, party=party, signer=signer, signed_at=AT)


def test_agreements_count_up_per_plan(rep, manager):
    agreement = AgreementFactory(plan=PlanFactory(rep=rep, manager=manager))

    with pytest.raises(IntegrityError, match="agreements_count_up_per_plan"), transaction.atomic():
        AgreementFactory(plan=agreement.plan)
    with pytest.raises(IntegrityError, match="agreement_has_a_digest"), transaction.atomic():
        AgreementFactory(plan=agreement.plan, number=2, sha256="short")
    assert Agreement.objects.count() == 1


def test_one_mentor_or_invitation_at_a_time(plan, mentor, stranger):
    Mentorship.objects.create(plan=plan, mentor=mentor, invited_by=plan.manager, asked_at=AT)

    with pytest.raises(IntegrityError, match="one_mentor_per_plan_at_a_time"), transaction.atomic():
        Mentorship.objects.create(plan=plan, mentor=stranger, invited_by=plan.manager, asked_at=AT)


def test_one_pause_runs_at_a_time(plan):
    Pause.objects.create(plan=plan, starts_on="2026-01-14")

    with pytest.raises(IntegrityError, match="one_running_pause_per_plan"), transaction.atomic():
        Pause.objects.create(plan=plan, starts_on="2026-01-15")


def test_people_in_records_are_not_deleted(plan):
    for person in (plan.rep, plan.manager):
        with pytest.raises(IntegrityError):
            run("DELETE FROM people_user WHERE id = %s", person.pk)
    assert Plan.objects.filter(pk=plan.pk).exists()
