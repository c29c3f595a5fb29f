from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions import measurement, milestone
from plans.calculations.timeline.full_weeks import is_late
from plans.models import Milestone, Pause, Plan
from salesgym.notices.models import Notice
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import Holiday
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import LeaveFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, SkillFactory, live_until

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def fill(plan, weeks, *, meetings=20, first=START):
    """Opportunities of each week, over twenty meetings."""
    for number, count in enumerate(weeks):
        week = first + timedelta(weeks=number)
        for key, value in (("opportunities", count), ("meetings", meetings)):
            WeeklyValue.objects.update_or_create(
                rep=plan.rep,
                metric=Metric.objects.get(key=key),
                week_start=week,
                defaults={"value": value, "source": "typed", "entered_at": at(week)},
            )


def before(plan, count=4):
    fill(plan, [count] * 4, first=START - timedelta(weeks=4))


def measure(plan, day):
    return measurement.measure(plan_ids=[plan.pk], at=at(day))


def steps(plan):
    return list(plan.milestones.order_by("position").values_list("status", flat=True))


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


def test_weeks_before_the_plan_never_count(plan):
    before(plan, count=20)
    fill(plan, [20, 20, 20])

    assert measure(plan, START + timedelta(weeks=3)) == 0


def test_a_plan_that_was_signed_before_keeps_its_window(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True, counting="window")
    before(plan)
    fill(plan, [20])

    assert measure(plan, START + timedelta(days=5)) == 0
    assert measure(plan, START + timedelta(days=7)) > 0
    assert plan.milestones.get(position=1).reached_on == START + timedelta(days=6)


def test_each_step_has_a_run_of_its_own(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    MilestoneFactory(plan=plan, position=1, run_weeks=2, target=Decimal("0.24"))
    due_on = START + timedelta(weeks=12)
    MilestoneFactory(plan=plan, position=2, run_weeks=6, target=Decimal("0.25"), due_on=due_on)
    live_until(plan, "active")
    fill(plan, [4, 5, 5, 5, 5, 5, 5])

    measure(plan, START + timedelta(weeks=7))

    days = plan.milestones.order_by("position").values_list("reached_on", flat=True)
    assert list(days) == [START + timedelta(weeks=3, days=-1), START + timedelta(weeks=7, days=-1)]


def test_an_absent_week_is_stepped_over(plan):
    LeaveFactory(
        person=plan.rep, starts_on=START + timedelta(weeks=2), ends_on=START + timedelta(weeks=2, days=4)
    )
    fill(plan, [5, 5, 0, 5, 5])
    day = START + timedelta(weeks=4)

    assert measure(plan, day) == 0
    assert measure(plan, day + timedelta(weeks=1)) == 1
    assert plan.milestones.get(position=1).reached_numerator == 20


def test_a_week_of_a_pause_and_one_of_holidays_are_stepped_over_too(plan):
    Pause.objects.create(
        plan=plan,
        starts_on=START + timedelta(weeks=1),
        ends_on=START + timedelta(weeks=1, days=6),
        reason="Training",
    )
    for day in range(5):
        Holiday.objects.create(day=START + timedelta(weeks=3, days=day), name="Holiday")
    fill(plan, [5, 0, 5, 0, 5, 5])

    assert measure(plan, START + timedelta(weeks=5)) == 0
    assert measure(plan, START + timedelta(weeks=6)) == 1


def test_a_thin_stretch_decides_nothing(plan):
    # 19 meetings a week are usual: four weeks need 45.6.
    fill(plan, [5, 5, 5, 5], meetings=11)
    assert measure(plan, START + timedelta(weeks=4)) == 0

    fill(plan, [5, 5, 5, 5], meetings=12)
    assert measure(plan, START + timedelta(weeks=4)) > 0


def test_a_week_without_numbers_is_waited_for(plan):
    fill(plan, [5, 9, 9])
    fill(plan, [5], first=START + timedelta(weeks=4))

    assert measure(plan, START + timedelta(weeks=4)) == 0
    assert measure(plan, START + timedelta(weeks=5)) > 0


def test_a_step_before_the_last_may_be_reached_late_and_the_last_not(plan):
    fill(plan, [4] * 8 + [5] * 4)

    measure(plan, START + timedelta(weeks=12))

    assert steps(plan) == ["reached", "ahead", "ahead"]
    first = plan.milestones.get(position=1)
    assert is_late(first.reached_on, first.due_on)


def test_the_last_step_is_reached_up_to_its_date(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    MilestoneFactory(plan=plan, due_on=START + timedelta(weeks=5))
    live_until(plan, "active")
    fill(plan, [4, 4, 5, 5, 5, 5])

    assert measure(plan, START + timedelta(weeks=6)) == 0

    fill(plan, [4, 5, 5, 5, 5, 5])
    assert measure(plan, START + timedelta(weeks=6)) == 1


@pytest.fixture
def more_meetings(rep, manager):
    """A plan of ten meetings a week, beside which 4 of 10 become opportunities before it."""
    meetings = Metric.objects.get(key="meetings")
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(metric=meetings),
        baseline=Decimal(8),
        baseline_numerator=None,
        baseline_denominator=None,
        target=Decimal(10),
        steps=False,
    )
    MilestoneFactory(plan=plan, target=Decimal(10), due_on=START + timedelta(weeks=12))
    live_until(plan, "active")
    fill(plan, [16] * 13, meetings=40, first=START - timedelta(weeks=13))
    return plan


def test_an_activity_waits_while_its_quality_has_credibly_fallen(more_meetings):
    fill(more_meetings, [4, 4, 4, 4], meetings=40)
    assert measure(more_meetings, START + timedelta(weeks=4)) == 0

    fill(more_meetings, [4, 4, 4, 4, 16, 16, 16, 16], meetings=40)
    assert measure(more_meetings, START + timedelta(weeks=8)) == 1
    reached = more_meetings.milestones.get()
    assert reached.reached_on > START + timedelta(weeks=4)
    assert (reached.reached_numerator, reached.reached_denominator) == (Decimal(160), None)


def test_an_activity_whose_quality_held_is_reached_at_once(more_meetings):
    fill(more_meetings, [16, 15, 14, 15], meetings=40)

    measure(more_meetings, START + timedelta(weeks=4))

    assert more_meetings.milestones.get().reached_on == START + timedelta(days=27)


def test_a_quality_without_numbers_holds_nothing_back(more_meetings):
    WeeklyValue.objects.filter(metric__key="opportunities").delete()
    meetings = Metric.objects.get(key="meetings")
    for week in range(4):
        WeeklyValueFactory(
            rep=more_meetings.rep, metric=meetings, week_start=START + timedelta(weeks=week), value=10
        )

    assert measure(more_meetings, START + timedelta(weeks=4)) == 1


def test_a_count_since_the_start_has_full_weeks_of_the_plan_only(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False, starts_on=START + timedelta(days=2))
    calls = Metric.objects.get(key="conversations")
    MilestoneFactory(plan=plan, measure="count", metric=calls, target=Decimal(100))
    live_until(plan, "active")
    for week in range(3):
        WeeklyValueFactory(rep=rep, metric=calls, week_start=START + timedelta(weeks=week), value=60)

    assert measure(plan, START + timedelta(weeks=2)) == 0
    assert measure(plan, START + timedelta(weeks=3)) == 1


def test_the_weeks_of_an_extension_count_on(rep, manager):
    begun = START + timedelta(weeks=2)
    plan = PlanFactory(
        rep=rep, manager=manager, starts_on=begun, counts_from=START, baseline_until=START, active=True
    )
    fill(plan, [5, 5, 5, 5])

    assert measure(plan, START + timedelta(weeks=4)) == 1
    assert plan.milestones.get(position=1).reached_on == START + timedelta(days=27)


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
