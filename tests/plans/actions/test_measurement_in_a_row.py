"""Steps are reached by weeks in a row inside the plan; plans that were signed before keep their window."""

from datetime import timedelta
from decimal import Decimal

import pytest

from plans.calculations.timeline.full_weeks import is_late
from plans.models import Pause
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import Holiday
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import LeaveFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, SkillFactory, live_until
from tests.plans.actions.weeks_told import START, before, fill, measure, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


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
