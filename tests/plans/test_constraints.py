"""Each rule that the database keeps, tried by raw SQL past every line of Python."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from plans.actions.dates import dates_may_move
from plans.models import Agreement, Event, Mentorship, Pause, Plan, Signature
from tests.factories.people import UserFactory
from tests.factories.plans import (
    AgreementFactory,
    DiagnosisFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SupportFactory,
    live_until,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


def run(sql: str, *values: object) -> None:
    """Run a statement and everything that waits for the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(rule: str, sql: str, *values: object) -> None:
    with pytest.raises(IntegrityError) as error:
        run(sql, *values)
    assert error.value.__cause__.diag.constraint_name == rule


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    RewardFactory(milestone=plan.milestones.get(position=1), given_by=manager)
    SupportFactory(plan=plan)
    ProgrammeItemFactory(plan=plan)
    live_until(plan, "active")
    return plan


def test_a_rep_has_one_open_plan(plan, manager):
    with pytest.raises(IntegrityError, match="one_open_plan_per_rep"), transaction.atomic():
        PlanFactory(rep=plan.rep, manager=manager)


@pytest.mark.parametrize(
    "change",
    [
        "headline = 'Other'",
        "why = 'Other'",
        "target = 0.5",
        "baseline = 0.1",
        "window_weeks = 8",
        "metric_id = NULL",
        "starts_on = starts_on - 1",
        "ends_on = ends_on + 1",
    ],
)
def test_terms_of_a_signed_plan_are_frozen(plan, change):
    rule = "terms_are_frozen"

    refused(rule, f"UPDATE plans_plan SET {change} WHERE id = %s", plan.pk)  # noqa: S608 - constants above


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans_milestone SET target = 0.9 WHERE plan_id = %s",
        "UPDATE plans_milestone SET due_on = due_on + 1 WHERE plan_id = %s",
        "DELETE FROM plans_milestone WHERE plan_id = %s AND position = 3",
        (
            "INSERT INTO plans_milestone (plan_id, position, title, measure, due_on, status, reached_by, evidence,"
            " note) VALUES (%s, 5, '', 'done', '2026-03-29', 'ahead', '', '', '')"
        ),
        "UPDATE plans_reward SET cost_minor = 1 FROM plans_milestone m WHERE m.id = milestone_id AND m.plan_id = %s",
        "UPDATE plans_support SET what = 'Less' WHERE plan_id = %s",
        "DELETE FROM plans_support WHERE plan_id = %s",
        "UPDATE plans_diagnosis SET evidence = 'Other' WHERE plan_id = %s",
    ],
)
def test_what_hangs_on_a_signed_plan_is_frozen(plan, sql):
    refused("terms_are_frozen", sql, plan.pk)


def test_dates_move_in_the_one_place_that_may_move_them(plan):
    with transaction.atomic():
        with dates_may_move():
            run("UPDATE plans_plan SET ends_on = ends_on + 7 WHERE id = %s", plan.pk)
        refused("terms_are_frozen", "UPDATE plans_plan SET ends_on = ends_on + 7 WHERE id = %s", plan.pk)


def test_a_plan_keeps_its_rep(plan):
    refused(
        "a_plan_keeps_its_rep_and_kind",
        "UPDATE plans_plan SET rep_id = %s WHERE id = %s",
        UserFactory().pk,
        plan.pk,
    )


def test_milestones_lie_inside_the_plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    refused(
        "milestones_lie_inside_the_plan",
        "UPDATE plans_milestone SET due_on = '2027-01-01' WHERE plan_id = %s AND position = 3",
        plan.pk,
    )


def test_milestones_come_in_order(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    refused(
        "milestones_come_in_order",
        "UPDATE plans_milestone SET due_on = '2026-01-10' WHERE plan_id = %s AND position = 2",
        plan.pk,
    )


def test_a_plan_shortened_past_its_steps_is_refused(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    refused(
        "milestones_lie_inside_the_plan",
        "UPDATE plans_plan SET ends_on = '2026-02-10' WHERE id = %s",
        plan.pk,
    )


def test_a_plan_ends_after_it_starts(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)

    refused("plan_ends_after_it_starts", "UPDATE plans_plan SET ends_on = starts_on WHERE id = %s", plan.pk)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("plan_status_is_known", "status = 'lost', proposed_at = now()"),
        ("plan_kind_is_known", "kind = 'other'"),
        ("window_is_1_to_13_weeks", "window_weeks = 0"),
        ("window_is_1_to_13_weeks", "window_weeks = 14"),
        ("wizard_has_six_steps", "wizard_step = 7"),
        ("rep_is_not_his_own_manager", "manager_id = rep_id"),
        ("rep_is_not_his_own_mentor", "mentor_id = rep_id"),
        ("a_proposed_plan_is_complete", "status = 'proposed', target = NULL"),
        ("closed_plans_have_a_closing_time", "status = 'closed'"),
        ("closed_plans_have_an_outcome", "status = 'closed', closed_at = now()"),
    ],
)
def test_a_draft_breaks_no_rule_either(rule, change, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    sql = f"UPDATE plans_plan SET {change} WHERE id = %s"  # noqa: S608 - constants above
    if rule == "plan_kind_is_known":
        rule = "a_plan_keeps_its_rep_and_kind"  # the trigger comes first

    refused(rule, sql, plan.pk)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("milestone_status_is_known", "status = 'nearly'"),
        ("reached_milestones_have_a_date", "status = 'reached'"),
        ("reached_milestones_have_a_date", "reached_on = '2026-01-20'"),
        ("verified_milestones_say_by_whom", "status = 'verified', reached_on = '2026-01-20'"),
        ("reached_by_numbers_or_claim", "reached_by = 'luck'"),
    ],
)
def test_a_milestone_tells_one_story(rule, change, plan):
    sql = f"UPDATE plans_milestone SET {change} WHERE plan_id = %s AND position = 1"  # noqa: S608 - constants

    refused(rule, sql, plan.pk)


def test_a_reward_is_earned_before_it_is_delivered(plan):
    refused(
        "rewards_are_earned_before_delivered",
        "UPDATE plans_reward SET delivered_on = '2026-01-20', delivered_by_id = %s",
        plan.manager_id,
    )


@pytest.mark.parametrize("cost", [-1, -(2**40)])
def test_a_reward_costs_nothing_or_more(rep, manager, cost):
    plan = PlanFactory(rep=rep, manager=manager)
    reward = RewardFactory(milestone=plan.milestones.get(position=1), given_by=manager)

    with pytest.raises(IntegrityError, match="cost_minor"):
        run("UPDATE plans_reward SET cost_minor = %s WHERE id = %s", cost, reward.pk)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("practice_1_to_7_times_a_week", "times_a_week = 8"),
        ("practice_1_to_7_times_a_week", "times_a_week = 0"),
        ("item_takes_1_to_240_minutes", "minutes = 241"),
        ("item_repeats_1_to_200_times", "repetitions = 0"),
        ("a_programme_has_at_most_three_drills", "position = 4"),
    ],
)
def test_a_programme_stays_small(rule, change, plan):
    refused(rule, f"UPDATE plans_programmeitem SET {change} WHERE plan_id = %s", plan.pk)  # noqa: S608 - constants


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
