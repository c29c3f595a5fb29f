from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.actions import measurement, milestone
from plans.models import Milestone, Plan
from salesgym.notices.models import Notice
from salesgym.numbers.models import Metric
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, SkillFactory, live_until
from tests.plans.actions.weeks_told import START, at, before, fill, measure, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def test_a_step_is_reached_by_the_first_four_weeks_in_a_row_at_its_target(plan):
    before(plan)
    fill(plan, [5, 5, 5])
    measure(plan, START + timedelta(weeks=3))
    assert steps(plan)[0] == "ahead"

    fill(plan, [5, 5, 5, 5])
    measure(plan, START + timedelta(weeks=4))

    assert steps(plan) == ["reached", "ahead", "ahead"]


def test_the_counts_behind_a_reached_step_are_kept(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5])

    measure(plan, START + timedelta(weeks=4))

    first = plan.milestones.get(position=1)
    assert (first.reached_numerator, first.reached_denominator) == (Decimal(20), Decimal(80))
    assert first.reached_on == START + timedelta(days=27)
    told = plan.history.get(event="milestone.reached").detail
    assert (told["numerator"], told["denominator"], told["by"]) == ("20", "80", "numbers")


def test_measuring_again_changes_nothing(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5])
    day = START + timedelta(weeks=4)

    first = measure(plan, day)
    again = [measure(plan, day) for _time in range(3)]

    assert (first, again) == (1, [0, 0, 0])
    assert plan.history.filter(event="milestone.reached").count() == 1
    assert Notice.objects.filter(kind="plans.milestone_reached", recipient=plan.rep).count() == 1


def test_rep_mentor_and_manager_celebrate_and_the_manager_verifies(plan, mentor, manager, rep):
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    before(plan)
    fill(plan, [5, 5, 5, 5])

    measure(plan, START + timedelta(weeks=4))

    reached = Notice.objects.filter(kind="plans.milestone_reached").values_list("recipient", flat=True)
    assert set(reached) == {rep.pk, mentor.pk, manager.pk}
    own = Notice.objects.get(kind="plans.milestone_reached", recipient=rep)
    assert own.title.startswith("You reached step 1: ")
    assert Notice.objects.get(kind="plans.milestone_to_verify").recipient == manager


def test_weeks_before_the_plan_alone_reach_nothing(plan):
    before(plan, count=10)

    assert measure(plan, START + timedelta(days=4)) == 0


def test_the_running_week_does_not_count(plan):
    fill(plan, [5, 5, 5, 5])

    assert measure(plan, START + timedelta(weeks=3, days=6)) == 0
    assert measure(plan, START + timedelta(weeks=4)) == 1


def test_a_window_with_unknown_weeks_reaches_nothing(plan):
    fill(plan, [18])

    assert measure(plan, START + timedelta(weeks=1)) == 0


def test_a_later_dip_takes_nothing_back(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5, 0, 0, 0, 0])
    measure(plan, START + timedelta(weeks=4))

    assert measure(plan, START + timedelta(weeks=8)) == 0
    assert steps(plan)[0] == "reached"


def test_numbers_that_arrive_late_reach_the_step_all_the_same(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5, 0, 0, 0, 0])

    measure(plan, START + timedelta(weeks=8))

    assert plan.milestones.get(position=1).reached_on == START + timedelta(days=27)


def test_a_correction_takes_back_what_the_numbers_had_reached(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5])
    measure(plan, START + timedelta(weeks=4))
    fill(plan, [5, 5, 5, 1])

    measure(plan, START + timedelta(weeks=4))

    first = plan.milestones.get(position=1)
    assert (first.status, first.reached_on, first.reached_value) == ("ahead", None, None)
    assert plan.history.filter(event="milestone.taken_back").count() == 1


def test_a_verified_step_stays_with_a_note_when_numbers_are_corrected(plan, manager):
    before(plan)
    fill(plan, [5, 5, 5, 5])
    day = START + timedelta(weeks=4)
    measure(plan, day)
    milestone.verify(milestone=plan.milestones.get(position=1), by=manager, at=at(day))
    fill(plan, [5, 5, 5, 1])

    counts = [measure(plan, day) for _time in range(2)]

    first = plan.milestones.get(position=1)
    assert first.status == "verified"
    assert "They now say 20.0%" in first.note
    assert counts == [1, 0]


def test_what_a_correction_says_is_read_on_the_plan_page_until_the_numbers_meet_the_step_again(
    plan, manager, client_of
):
    before(plan)
    fill(plan, [5, 5, 5, 5])
    day = START + timedelta(weeks=4)
    measure(plan, day)
    milestone.verify(milestone=plan.milestones.get(position=1), by=manager, at=at(day))
    fill(plan, [5, 5, 5, 1])
    measure(plan, day)
    said = f"Step 1 stays verified, at 25.0%. {plan.milestones.get(position=1).note}"
    assert "They now say 20.0%." in said

    for reader in (plan.rep, manager):
        page = client_of(reader).get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()
        assert said in page

    fill(plan, [5, 5, 5, 5])
    assert [measure(plan, day) for _time in range(2)] == [1, 0]
    first = plan.milestones.get(position=1)
    assert (first.status, first.note) == ("verified", "")
    page = client_of(manager).get(reverse("coaching:plan_page", args=[plan.pk])).content.decode()
    assert "stays verified" not in page


def test_a_correction_that_still_reaches_refreshes_the_counts_in_silence(plan):
    before(plan)
    fill(plan, [5, 5, 5, 5])
    measure(plan, START + timedelta(weeks=4))
    fill(plan, [5, 5, 5.5, 5])

    measure(plan, START + timedelta(weeks=4))

    assert plan.milestones.get(position=1).reached_numerator == Decimal("20.5")
    assert Notice.objects.filter(kind="plans.milestone_reached", recipient=plan.rep).count() == 1


def test_a_claim_is_not_touched_by_numbers(plan, rep):
    before(plan)
    fill(plan, [1, 1, 1, 1])
    first = plan.milestones.get(position=1)
    milestone.claim(milestone=first, by=rep, evidence="A call", at=at(START))

    assert measure(plan, START + timedelta(weeks=4)) == 0


def test_lower_is_better_is_reached_from_above(rep, manager):
    metric = Metric.objects.get(key="average_discount")
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(metric=metric),
        baseline=Decimal(14),
        baseline_numerator=Decimal(546),
        baseline_denominator=Decimal(39),
        target=Decimal(9),
        steps=False,
    )
    MilestoneFactory(plan=plan, target=Decimal(12))
    live_until(plan, "active")
    for week in range(4):
        for key, value in (("discount_points", 33), ("priced_deals", 3)):
            WeeklyValueFactory(
                rep=rep,
                metric=Metric.objects.get(key=key),
                week_start=START + timedelta(weeks=week),
                value=value,
            )

    measure(plan, START + timedelta(weeks=4))

    assert plan.milestones.get().reached_value == Decimal(11)


def test_a_count_since_the_start_adds_up_whole_weeks(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    calls = Metric.objects.get(key="conversations")
    MilestoneFactory(plan=plan, measure="count", metric=calls, target=Decimal(100))
    live_until(plan, "active")
    for week, value in enumerate([500, 60, 45, 10], start=-1):
        WeeklyValueFactory(rep=rep, metric=calls, week_start=START + timedelta(weeks=week), value=value)

    measure(plan, START + timedelta(weeks=3))

    step = plan.milestones.get()
    assert (step.status, step.reached_numerator) == ("reached", Decimal(105))
    assert step.reached_on == START + timedelta(days=13)


def test_done_or_not_is_never_reached_by_numbers(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    MilestoneFactory(plan=plan, measure="done", metric=None, target=None, title="Shadow two calls")
    live_until(plan, "active")
    before(plan)
    fill(plan, [20] * 4)

    assert measure(plan, START + timedelta(weeks=4)) == 0


def test_weeks_after_the_last_day_do_not_count(plan):
    before(plan)
    fill(plan, [4] * 12 + [20] * 4)

    assert measure(plan, START + timedelta(weeks=16)) == 0


def test_closed_plans_and_drafts_are_left_alone(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    before(plan)
    fill(plan, [20] * 4)

    assert measurement.measure(rep_ids=[rep.pk], at=at(START + timedelta(weeks=4))) == 0
    assert set(steps(plan)) == {Milestone.Status.AHEAD}


def test_many_plans_cost_as_many_queries_as_one(django_assert_num_queries, django_assert_max_num_queries):
    plans = [PlanFactory(active=True) for _number in range(8)]
    day = at(START + timedelta(weeks=4))

    with django_assert_max_num_queries(6):
        measurement.measure(plan_ids=[plans[0].pk], at=day)
    with django_assert_max_num_queries(6):
        measurement.measure(rep_ids=[plan.rep_id for plan in plans], at=day)


def test_practice_days_go_forward(plan):
    measurement.note_practice(plan=plan, on=date(2026, 1, 14))
    measurement.note_practice(plan=plan, on=date(2026, 1, 9))

    plan.refresh_from_db()
    assert plan.last_practice_on == date(2026, 1, 14)
