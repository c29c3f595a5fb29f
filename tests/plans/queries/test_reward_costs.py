"""What the rewards of a draft cost at most and on average, by the chances that are kept with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.actions import draft_basis
from plans.calculations.targets.bars import Bars
from plans.calculations.worth.reward_costs import chance_beforehand, costs_of
from plans.models import Milestone, Plan, Reward
from plans.pages.reward_costs import costs_words
from plans.queries import wizard
from plans.queries.reward_costs import reward_costs
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.plans import PlanFactory, RewardFactory

pytestmark = pytest.mark.django_db


def test_the_chance_lies_between_luck_and_an_improved_rep():
    assert chance_beforehand(luck=0.2, miss=0.3, half=0.5) == pytest.approx(0.45)
    assert chance_beforehand(luck=0.2, miss=0.3, half=0) == pytest.approx(0.2)


def test_a_step_without_a_chance_counts_in_full():
    found = costs_of([(10000, 0.5), (5000, None)])

    assert (found.most, found.average, found.has_guess) == (15000, 10000, True)
    assert not costs_of([(5000, None)]).has_guess


def with_rewards(rep, manager, **costs):
    today = timezone.localdate()
    plan = PlanFactory(rep=rep, manager=manager, starts_on=today + timedelta(days=7 - today.weekday()))
    plan.milestones.update(run_weeks=4)
    give_weeks(rep, "meetings", [25] * 13, until=today)
    give_weeks(rep, "opportunities", [5] * 13, until=today)
    for position, cost in costs.items():
        RewardFactory(milestone=plan.milestones.get(position=int(position[1:])), cost_minor=cost)
    draft_basis.keep(plan, on=today)
    return Plan.objects.select_related("metric").get(pk=plan.pk)


def test_the_average_takes_the_chances_that_the_steps_are_shown_with(rep, manager):
    plan = with_rewards(rep, manager, p1=10000, p3=20000)

    found = reward_costs(plan, wizard.milestones_of(plan))

    bars = {one.position: one for one in Bars.from_json(plan.basis.bars).steps}
    by_hand = sum(
        cost * (bars[place].luck + 1 - bars[place].miss) / 2 for place, cost in ((1, 10000), (3, 20000))
    )
    assert found.costs.most == 30000
    assert found.costs.average == pytest.approx(by_hand)
    assert costs_words(found, Sayers("USD")).startswith("All rewards together cost $300 at most, and about $")


def test_rewards_of_own_work_have_no_average(rep, manager):
    plan = with_rewards(rep, manager, p1=4000)
    plan.milestones.filter(position=1).update(
        measure=Milestone.Measure.DONE, title="Eight workouts", target=None, metric=None, run_weeks=None
    )
    draft_basis.keep(plan, on=timezone.localdate())

    found = reward_costs(Plan.objects.get(pk=plan.pk), wizard.milestones_of(plan))

    assert costs_words(found, Sayers("USD")) == "All rewards together cost $40 at most."


def test_nothing_is_said_without_a_typed_cost_or_of_two_currencies(rep, manager):
    plan = with_rewards(rep, manager, p1=0, p2=5000)
    assert reward_costs(plan, wizard.milestones_of(plan)) is not None

    Reward.objects.filter(cost_minor=0).update(cost_minor=100, currency="EUR")
    assert reward_costs(plan, wizard.milestones_of(plan)) is None
    Reward.objects.update(cost_minor=0)
    assert reward_costs(plan, wizard.milestones_of(plan)) is None
