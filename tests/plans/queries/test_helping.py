"""Does helping pay? The organization's own figures against the cost of a plan, worked out by hand."""

from decimal import Decimal

import pytest

from plans.pages.helping import words_of
from plans.queries.helping import helping
from salesgym.numbers.pages.values import Sayers
from tests.factories.cost_figures import give_costs
from tests.factories.plans import PlanFactory, RewardFactory

pytestmark = pytest.mark.django_db
UNSURE = {
    "recruiting": (1_000_000, 1_400_000),
    "vacancy": (2_000_000, 3_000_000),
    "ramp": (1_500_000, 2_100_000),
    "hour": (6_000, 8_000),
    "hours": (Decimal(1), Decimal("1.5")),
}


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager)


def words(plan, **more):
    found = helping(plan, weeks=12, **{"with_costs": True, **more})
    return found and words_of(found, Sayers("USD"))


def test_sixty_hours_at_75_against_45000_pay_at_one_in_ten(plan):
    give_costs(plan.manager)

    said = words(plan)

    assert said.pays == "Pays if you believe in a 1 in 10 chance."
    cost = "Finding and training somebody new costs us about $45,000. Helping you is worth it to us."
    assert said.told == cost
    assert "60 hours of coaching in 12 weeks and rewards of $0 make $4,500." in said.worked.lines[0]


def test_figures_that_nobody_is_sure_of_give_a_range(plan):
    give_costs(plan.manager, **UNSURE)
    # 12 to 18 hours and $125 make $845 to $1,565, of $45,000 to $65,000: .0130 to .0348.
    RewardFactory(milestone=plan.milestones.get(position=1), cost_minor=12_500)

    said = words(plan)

    assert said.pays == "Pays if you believe in a 1 in 77 to 1 in 28 chance."
    assert "costs us about $45,000 to $65,000." in said.told
    assert (
        "12 to 18 hours of coaching in 12 weeks and rewards of $120 make $840 to $1,600."
        in said.worked.lines[0]
    )


def test_a_plan_that_costs_more_than_somebody_new_says_so(plan):
    give_costs(plan.manager, hour=(100_000_000, 100_000_000))

    assert words(plan).pays == "By these figures the plan costs more than somebody new."


def test_without_figures_nothing_is_said(plan):
    assert words(plan) is None


@pytest.mark.parametrize("missing", ["hours", "currency of a reward", "costs at all"])
def test_nothing_pays_where_a_cost_is_not_known(missing, plan):
    told = {"hour": None, "hours": None} if missing == "hours" else {}
    if missing == "costs at all":
        told = {"hour": (0, 0)}
    give_costs(plan.manager, **told)
    if missing == "currency of a reward":
        RewardFactory(milestone=plan.milestones.get(position=1), currency="EUR")

    said = words(plan)

    assert said.pays == ""
    assert "$45,000" in said.told


def test_the_rep_reads_no_chance_and_nothing_where_it_is_switched_off(plan):
    give_costs(plan.manager)
    assert words(plan, with_costs=False).pays == ""

    give_costs(plan.manager, is_told=False)

    assert words(plan, with_costs=False) is None
    assert words(plan).told == ""
    assert words(plan).pays
