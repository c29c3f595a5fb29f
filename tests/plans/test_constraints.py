"""Each rule that the database keeps of a plan and what hangs on it, tried by raw SQL past every line of Python."""

import pytest
from django.db import IntegrityError, transaction

from plans.actions.dates import dates_may_move
from tests.factories.people import UserFactory
from tests.factories.plans import (
    AgreementFactory,
    ApprovalFactory,
    ObservationFactory,
    PlanFactory,
    RewardFactory,
)
from tests.plans.raw_sql import plan_with_everything, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return plan_with_everything(rep=rep, manager=manager)


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
        "counting = 'window'",
        "counts_from = starts_on",
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
        "UPDATE plans_milestone SET run_weeks = 5 WHERE plan_id = %s",
        "UPDATE plans_milestone SET due_on = due_on + 1 WHERE plan_id = %s",
        "DELETE FROM plans_milestone WHERE plan_id = %s AND position = 3",
        (
            "INSERT INTO plans_milestone (plan_id, position, title, measure, due_on, status, reached_by, evidence,"
            " note) VALUES (%s, 5, '', 'done', '2026-03-29', 'ahead', '', '', '')"
        ),
        "UPDATE plans_reward SET cost_minor = 1 FROM plans_milestone m WHERE m.id = milestone_id AND m.plan_id = %s",
        "UPDATE plans_commitment SET what = 'Less' WHERE plan_id = %s",
        "DELETE FROM plans_commitment WHERE plan_id = %s",
        "UPDATE plans_diagnosis SET evidence = 'Other' WHERE plan_id = %s",
        "UPDATE plans_observation SET seen_on = seen_on - 1 WHERE plan_id = %s",
        "DELETE FROM plans_observation WHERE plan_id = %s",
        (
            "INSERT INTO plans_observation (plan_id, position, seen_on, what, source)"
            " VALUES (%s, 2, '2026-01-01', 'Later', 'call')"
        ),
    ],
)
def test_what_hangs_on_a_signed_plan_is_frozen(plan, sql):
    refused("terms_are_frozen", sql, plan.pk)


def test_dates_move_in_the_one_place_that_may_move_them(plan):
    with transaction.atomic():
        with dates_may_move():
            run("UPDATE plans_plan SET ends_on = ends_on + 7 WHERE id = %s", plan.pk)
        refused("terms_are_frozen", "UPDATE plans_plan SET ends_on = ends_on + 7 WHERE id = %s", plan.pk)


@pytest.mark.parametrize(
    ("status", "days", "ends", "may"),
    [
        ("proposed", 7, 7, False),
        ("proposed", 6, 6, True),
        ("proposed", -7, -7, True),
        ("proposed", 7, 0, True),
        ("active", 7, 7, True),
    ],
)
def test_the_start_moves_by_weeks_as_the_terms_say_and_never_once_signed(
    rep, manager, status, days, ends, may
):
    plan = PlanFactory(rep=rep, manager=manager, **{status: True})
    AgreementFactory(plan=plan, number=2, may_begin_later=may)
    move = "UPDATE plans_plan SET starts_on = starts_on + %s, ends_on = ends_on + %s WHERE id = %s"

    with transaction.atomic(), dates_may_move():
        refused("the_start_moves_by_weeks", move, days, ends, plan.pk)


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
        ("counting_is_known", "counting = 'other'"),
        ("weeks_count_from_before_the_start", "counts_from = starts_on + 1"),
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


@pytest.mark.parametrize("change", ["run_weeks = 0", "run_weeks = 27", "measure = 'count'"])
def test_a_run_is_1_to_26_weeks_of_a_number(change, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    sql = f"UPDATE plans_milestone SET {change} WHERE plan_id = %s"  # noqa: S608 - constants

    refused("a_run_is_1_to_26_weeks_of_a_number", sql, plan.pk)


def test_each_number_of_a_proposed_plan_has_a_run(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    run("UPDATE plans_milestone SET run_weeks = NULL WHERE plan_id = %s AND position = 2", plan.pk)

    refused(
        "numbers_have_a_run",
        "UPDATE plans_plan SET status = 'proposed', proposed_at = now() WHERE id = %s",
        plan.pk,
    )


def test_a_plan_of_the_earlier_rule_has_steps_without_a_run(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, counting="window", proposed=True)

    assert set(plan.milestones.values_list("run_weeks", flat=True)) == {None}


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


def test_a_formal_plan_is_not_proposed_before_something_was_seen(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    propose = "UPDATE plans_plan SET status = 'proposed', proposed_at = now() WHERE id = %s"

    refused("a_formal_plan_says_what_was_seen", propose, plan.pk)
    ObservationFactory(plan=plan)
    agreement = AgreementFactory(plan=plan)
    ApprovalFactory(plan=plan, sha256=agreement.sha256, given=True)
    run(propose, plan.pk)


def test_what_was_seen_stays_within_ten_places(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    ObservationFactory(plan=plan)
    more = "INSERT INTO plans_observation (plan_id, position, seen_on, what, source) VALUES (%s, {}, '2026-01-01', {}, {})"

    refused("at_most_ten_observations", more.format(11, "'Eleventh'", "'call'"), plan.pk)
    refused("observations_have_their_own_place", more.format(1, "'Twice'", "'call'"), plan.pk)
    refused("an_observation_says_what_was_seen", more.format(2, "''", "'call'"), plan.pk)
    refused("source_is_known", more.format(2, "'Heard'", "'rumor'"), plan.pk)
