"""Steps of a draft: a staircase inside the plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions.draft_milestones import NotAStaircase, Terms, save_milestones
from plans.actions.version import StaleVersion
from plans.models import Milestone
from tests.factories.plans import STARTS_ON, PlanFactory, RewardFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
ENDS_ON = STARTS_ON + timedelta(weeks=12)


def week(number):
    return STARTS_ON + timedelta(weeks=number)


def told(plan, **changes):
    return {
        "plan": plan,
        "by": plan.manager,
        "at": AT,
        "version": plan.version,
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        **changes,
    }


def steps_of(plan):
    return [
        Terms(step.due_on, step.measure, step.target, step.metric, step.title, step.pk)
        for step in plan.milestones.order_by("position")
    ]


def test_steps_of_three_kinds_are_kept_in_order():
    plan = PlanFactory(steps=False)
    metric = plan.metric
    steps = [
        Terms(week(3), Milestone.Measure.DONE, title="Score a recorded call"),
        Terms(week(6), Milestone.Measure.COUNT, Decimal(20), metric.numerator),
        Terms(week(12), Milestone.Measure.METRIC, Decimal("0.28"), metric),
    ]

    save_milestones(**told(plan), steps=steps)

    kept = plan.milestones.order_by("position").values_list("position", "measure", "target")
    assert list(kept) == [(1, "done", None), (2, "count", 20), (3, "metric", Decimal("0.28"))]
    plan.refresh_from_db()
    assert plan.wizard_step == 6


def test_a_step_keeps_its_reward_when_its_date_moves():
    plan = PlanFactory()
    first, *others = steps_of(plan)
    reward = RewardFactory(milestone_id=first.pk, given_by=plan.manager)

    save_milestones(**told(plan), steps=[replace(first, due_on=week(5)), *others])

    reward.refresh_from_db()
    assert reward.milestone.due_on == week(5)


def test_a_step_taken_out_leaves_the_others_in_order():
    plan = PlanFactory()
    first, _second, third = steps_of(plan)

    save_milestones(**told(plan), steps=[first, third])

    assert list(plan.milestones.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_steps_of_another_plan_are_never_touched():
    plan, other = PlanFactory(), PlanFactory()
    stolen = [
        replace(step, pk=theirs.pk) for step, theirs in zip(steps_of(plan), steps_of(other), strict=True)
    ]

    save_milestones(**told(plan), steps=[replace(stolen[0], due_on=week(5)), *stolen[1:]])

    assert other.milestones.order_by("position").first().due_on == week(4)
    assert plan.milestones.count() == 3


def test_the_same_steps_sent_twice_are_saved_once():
    plan = PlanFactory(steps=False)
    steps = [Terms(ENDS_ON, Milestone.Measure.METRIC, Decimal("0.28"), plan.metric)]

    save_milestones(**told(plan), steps=steps)
    again = save_milestones(**told(plan), steps=steps)

    assert again.version == 2
    assert plan.milestones.count() == 1


def test_other_steps_on_an_old_version_are_refused():
    plan = PlanFactory()
    steps = steps_of(plan)
    save_milestones(**told(plan), steps=[replace(steps[0], due_on=week(5)), *steps[1:]])

    with pytest.raises(StaleVersion):
        save_milestones(**told(plan), steps=[replace(steps[0], due_on=week(6)), *steps[1:]])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"due_on": STARTS_ON}, 0),
        ({"due_on": date(2026, 9, 1)}, 2),
        ({"due_on": week(9)}, 0),
        ({"target": Decimal("0.21")}, 0),
        ({"target": Decimal("0.30")}, 1),
        ({"target": Decimal("0.29")}, 2),
        ({"target": Decimal("0.25")}, 2),
        ({"target": None}, 2),
    ],
)
def test_steps_that_do_not_climb_inside_the_plan_are_refused(change, place):
    plan = PlanFactory()
    steps = steps_of(plan)
    steps[place] = replace(steps[place], **change)

    with pytest.raises(NotAStaircase):
        save_milestones(**told(plan), steps=steps)


def test_a_plan_is_no_longer_than_26_weeks():
    plan = PlanFactory()

    with pytest.raises(NotAStaircase, match="26 weeks"):
        save_milestones(**told(plan, ends_on=week(27)), steps=steps_of(plan))


def test_a_plan_has_at_least_one_step():
    plan = PlanFactory()

    with pytest.raises(NotAStaircase, match="one to five"):
        save_milestones(**told(plan), steps=[])


def test_the_last_step_may_ask_for_less_than_the_target():
    plan = PlanFactory()
    steps = steps_of(plan)
    steps[2] = replace(steps[2], target=Decimal("0.27"))

    save_milestones(**told(plan), steps=steps)

    plan.refresh_from_db()
    assert plan.target == Decimal("0.28")
    assert plan.milestones.get(position=3).target == Decimal("0.27")


def test_what_was_suggested_is_kept_beside_and_other_keys_stay():
    plan = PlanFactory(suggested={"weeks_wanted": 16, "weeks": 6})

    save_milestones(**told(plan), steps=steps_of(plan), suggested={"weeks": 12}, window_weeks=6)

    plan.refresh_from_db()
    assert plan.suggested == {"weeks_wanted": 16, "weeks": 12}
    assert plan.window_weeks == 6


@pytest.mark.parametrize("weeks", [0, 14])
def test_a_window_is_one_to_thirteen_weeks(weeks):
    plan = PlanFactory()

    with pytest.raises(NotAStaircase, match="1 to 13 weeks"):
        save_milestones(**told(plan), steps=steps_of(plan), window_weeks=weeks)


def test_a_result_that_cannot_show_inside_the_plan_is_refused():
    plan = PlanFactory()

    with pytest.raises(NotAStaircase, match="earlier in the funnel"):
        save_milestones(**told(plan), steps=steps_of(plan), shows_after_weeks=13)
    save_milestones(**told(plan), steps=steps_of(plan), shows_after_weeks=12)
