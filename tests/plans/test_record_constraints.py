"""The database keeps history, agreements and outcomes as they were written, tried by raw SQL."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from plans.models import Agreement, Event, Mentorship, Pause, Plan, Signature
from tests.factories.people import UserFactory
from tests.factories.plans import AgreementFactory, PlanFactory, left_open
from tests.plans.raw_sql import plan_with_everything, refused, run

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return plan_with_everything(rep=rep, manager=manager)


def close(plan):
    from plans.actions import outcome

    told = {"result": "withdrawn", "reasons": "Another team.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=plan.manager, at=AT, **told)


@pytest.mark.parametrize("verb", ["UPDATE plans_{0} SET id = id", "DELETE FROM plans_{0}"])
@pytest.mark.parametrize("table", ["history", "agreement", "signature", "outcome"])
def test_records_never_change(verb, table, plan):
    from plans.actions import history

    history.record(plan=plan, actor=plan.manager, event=Event.PLAN_STARTED, at=AT)
    close(plan)

    refused("records_never_change", verb.format(table))


@pytest.mark.parametrize("result", ["met", "met_in_part", "extended", "withdrawn"])
def test_only_whoever_left_needs_no_reasons(result, plan):
    refused("an_outcome_has_reasons", CLOSE.replace("'met', 'Well'", f"'{result}', ''"), plan.pk, plan.pk)


@pytest.mark.parametrize("event", ["plan.changed", "agreement.Signed", ""])
def test_history_knows_its_events(event, plan):
    refused(
        "event_is_known",
        "INSERT INTO plans_history (plan_id, seq, event, at, detail) VALUES (%s, %s, %s, now(), '{}')",
        plan.pk,
        plan.history.count() + 1,
        event,
    )


def test_history_takes_each_event(plan):
    for seq, event in enumerate(Event, start=plan.history.count() + 1):
        run(
            "INSERT INTO plans_history (plan_id, seq, event, at, detail) VALUES (%s, %s, %s, now(), '{}')",
            plan.pk,
            seq,
            event.value,
        )


def test_a_closed_plan_stays_closed(plan):
    close(plan)

    refused(
        "a_closed_plan_stays_closed",
        "UPDATE plans_plan SET status = 'active', closed_at = NULL WHERE id = %s",
        plan.pk,
    )


def test_what_was_kept_of_a_plan_is_counted_at_its_outcome(plan):
    close(plan)

    refused(
        "kept_by_the_day_of_the_outcome",
        "UPDATE plans_commitment SET delivered_on = now(), delivered_by_id = %s WHERE plan_id = %s",
        plan.manager_id,
        plan.pk,
    )


CLOSE = (
    "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
    " SELECT id, 'met', 'Well', '', manager_id, now() FROM plans_plan WHERE id = %s;"
    "UPDATE plans_plan SET status = 'closed', closed_at = now() WHERE id = %s;"
)
MISS = "UPDATE plans_milestone SET status = 'missed' WHERE plan_id = %s;"
KEEP = "UPDATE plans_commitment SET delivered_on = now(), delivered_by_id = %s WHERE plan_id = %s;"
REACH = (
    "UPDATE plans_milestone SET status = %s, reached_on = '2026-02-01', reached_by = 'numbers'"
    " WHERE position = 1 AND plan_id = %s;"
)


def test_a_closed_plan_has_no_step_ahead_and_none_to_verify(plan):
    refused("closed_plans_have_no_open_step", CLOSE, plan.pk, plan.pk)
    values = (plan.pk, plan.pk, plan.pk, "reached", plan.pk)
    refused("closed_plans_have_no_open_step", CLOSE + MISS + REACH, *values)


def test_steps_are_left_unverified_in_closed_plans_alone(plan):
    refused("closed_plans_have_no_open_step", REACH, "unverified", plan.pk)


@pytest.mark.parametrize("left", ["a step", "a reward", "a promise"])
def test_no_plan_closes_without_telling_what_it_leaves_open(left, plan):
    ready = MISS + KEEP
    values: list[object] = [plan.pk, plan.manager_id, plan.pk]
    if left == "a step":
        ready, values = ready + REACH, [*values, "unverified", plan.pk]
    elif left == "a reward":
        ready += "UPDATE plans_reward SET earned_at = now();"
    else:
        ready, values = MISS, [plan.pk]

    refused("what_is_left_open_is_told", ready + CLOSE, *values, plan.pk, plan.pk)


def test_an_open_plan_has_no_outcome(plan):
    refused(
        "closed_plans_have_an_outcome",
        "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
        " VALUES (%s, 'met', 'Well', '', %s, now())",
        plan.pk,
        plan.manager_id,
    )


@pytest.mark.parametrize("next_step", ["other_role", "leaving"])
def test_coaching_ends_in_help_or_a_new_focus_whoever_writes(next_step, plan):
    refused(
        "coaching_ends_in_help",
        "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
        " VALUES (%s, 'not_met', 'Far', %s, %s, now())",
        plan.pk,
        next_step,
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


@pytest.mark.parametrize(
    ("status", "rule"),
    [("accepted", "one_mentor_per_plan_at_a_time"), ("asked", "one_invitation_per_plan_at_a_time")],
)
def test_one_mentor_and_one_invitation_at_a_time(status, rule, plan, mentor, stranger):
    pairing = {"plan": plan, "status": status, "invited_by": plan.manager, "asked_at": AT}
    Mentorship.objects.create(mentor=mentor, **pairing)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Mentorship.objects.create(mentor=stranger, **pairing)


def test_one_more_person_may_be_asked_beside_a_mentor(plan, mentor, stranger):
    pairing = {"plan": plan, "invited_by": plan.manager, "asked_at": AT}
    Mentorship.objects.create(mentor=mentor, status="accepted", **pairing)

    Mentorship.objects.create(mentor=stranger, status="asked", **pairing)

    assert plan.mentorships.count() == 2


def test_one_pause_runs_at_a_time(plan):
    Pause.objects.create(plan=plan, starts_on="2026-01-14")

    with pytest.raises(IntegrityError, match="one_running_pause_per_plan"), transaction.atomic():
        Pause.objects.create(plan=plan, starts_on="2026-01-15")


def test_people_in_records_are_not_deleted(plan):
    for person in (plan.rep, plan.manager):
        with pytest.raises(IntegrityError):
            run("DELETE FROM people_user WHERE id = %s", person.pk)
    assert Plan.objects.filter(pk=plan.pk).exists()
