"""Each number of a draft takes weeks in a row that fit before its date."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions.draft_milestones import NotAStaircase, Terms, save_milestones
from plans.actions.draft_runs import RunDoesNotFit
from plans.models import Milestone
from salesgym.numbers.models import Metric
from tests.factories.people import LeaveFactory
from tests.factories.plans import STARTS_ON, PlanFactory

pytestmark = pytest.mark.django_db


def week(number):
    return STARTS_ON + timedelta(weeks=number)


def saved(plan, *due_on, run_weeks=(), ends_on=None, **changes):
    targets = ("0.24", "0.26", "0.28")[-len(due_on) :]
    given = dict(enumerate(run_weeks))
    steps = [
        Terms(day, Milestone.Measure.METRIC, Decimal(target), plan.metric, run_weeks=given.get(place))
        for place, (day, target) in enumerate(zip(due_on, targets, strict=True))
    ]
    save_milestones(
        plan=plan,
        by=plan.manager,
        at=datetime(2026, 1, 2, 9, tzinfo=UTC),
        version=plan.version,
        starts_on=STARTS_ON,
        ends_on=ends_on or due_on[-1],
        steps=steps,
        **changes,
    )
    return list(plan.milestones.order_by("position").values_list("run_weeks", flat=True))


@pytest.fixture
def plan():
    return PlanFactory(steps=False)


def test_the_last_step_takes_the_weeks_asked_for_as_far_as_half_the_plan_allows(plan):
    assert saved(plan, week(12), window_weeks=8) == [6]


def test_an_earlier_step_takes_the_largest_run_that_fits_before_its_date(plan):
    assert saved(plan, week(5), week(12), week(26), window_weeks=13) == [5, 10, 13]


def test_a_run_chosen_by_hand_is_kept(plan):
    assert saved(plan, week(4), week(12), run_weeks=(3, 9)) == [3, 9]


@pytest.mark.parametrize("weeks", [0, 27])
def test_a_run_is_1_to_26_weeks(plan, weeks):
    with pytest.raises(RunDoesNotFit):
        saved(plan, week(4), week(12), run_weeks=(weeks, 4))


def test_no_step_is_due_before_its_own_weeks(plan):
    with pytest.raises(
        RunDoesNotFit, match="Step 1 takes 4 full weeks in a row: give it a date from 2 February"
    ):
        saved(plan, week(3), week(12))
    with pytest.raises(RunDoesNotFit, match="Step 2 takes 6 full weeks in a row"):
        saved(plan, week(4), week(5), ends_on=week(12), run_weeks=(4, 6))


def test_absent_weeks_leave_a_step_fewer(plan):
    LeaveFactory(person=plan.rep, starts_on=week(1), ends_on=week(3) - timedelta(days=1))

    with pytest.raises(RunDoesNotFit, match="from 16 February on"):
        saved(plan, week(4), week(12))
    assert saved(plan, week(6), week(12)) == [4, 4]


def test_a_plan_under_four_full_weeks_is_refused(plan):
    with pytest.raises(RunDoesNotFit, match="four full weeks"):
        saved(plan, week(3))
    assert saved(plan, week(4)) == [4]


def test_the_weeks_of_the_plan_that_is_extended_count(plan):
    plan.counts_from = date(2025, 11, 3)
    plan.save()

    assert saved(plan, week(2)) == [4]


def test_a_count_since_the_start_is_refused_where_lower_is_better(plan):
    lower = Metric.objects.get(key="discount_points")
    lower.lower_is_better = True
    steps = [
        Terms(week(4), Milestone.Measure.COUNT, Decimal(9), lower),
        Terms(week(12), Milestone.Measure.METRIC, Decimal("0.28"), plan.metric),
    ]

    with pytest.raises(NotAStaircase, match="only grows"):
        save_milestones(
            plan=plan,
            by=plan.manager,
            at=datetime(2026, 1, 2, 9, tzinfo=UTC),
            version=plan.version,
            starts_on=STARTS_ON,
            ends_on=week(12),
            steps=steps,
        )
