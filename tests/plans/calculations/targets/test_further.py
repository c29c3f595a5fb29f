"""A target that comes back by itself is mended by a fair one further away, where any number has one."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.along import along
from plans.calculations.targets.further import further_goal, further_of, furthest_fair
from plans.calculations.targets.mends import Mend, MendKind, Other, is_fair
from tests.plans.calculations.targets.bases import basis_of

REPS = 40
TRIALS = (3.0, 8.0, 25.0, 60.0)
MOST_LONGER = 2


def generated(number):
    """A rep below their role, with a target on the way to what is expected without help."""
    draw = np.random.default_rng([12, number])
    usual = TRIALS[number % 4]
    over = int(usual * 13)
    basis = basis_of(
        total=max(int(over * draw.uniform(0.08, 0.17)), 1),
        over=over,
        week_sizes=(usual,) * 13,
        plan_weeks=int(draw.choice([8, 10, 12])),
        seed=number,
    )
    start = Decimal(str(round(basis.start, 4)))
    return replace(basis, goal=(basis.start + basis.expected) / 2), start


def test_each_mend_of_40_generated_reps_is_ahead_and_fair_or_the_only_one_where_nothing_is():
    fair = unfair = 0
    for number in range(REPS):
        basis, start = generated(number)
        assert not basis.is_ahead
        mends = further_of(basis, [], baseline=start, longest=basis.plan_weeks + MOST_LONGER)

        assert [mend.kind for mend in mends] == [MendKind.TARGET]
        there = replace(basis, goal=mends[0].goal, plan_weeks=mends[0].weeks)
        assert there.is_ahead
        assert there.goal > float(start)
        if is_fair(there):
            fair += 1
        else:
            unfair += 1
            assert there.plan_weeks == basis.plan_weeks
            assert not is_fair(replace(there, plan_weeks=basis.plan_weeks + MOST_LONGER))
    assert fair > 0 < unfair


def test_a_longer_plan_comes_with_the_target_where_this_one_is_too_short():
    basis = basis_of(goal=0.18)
    (found,) = further_of(basis, [], baseline=Decimal("0.17"), shortest=15)

    assert found.kind is MendKind.TARGET
    assert found.weeks >= 15
    assert is_fair(replace(basis, goal=found.goal, plan_weeks=found.weeks))


def test_another_number_is_offered_where_no_target_is_fair():
    few = basis_of(total=6, over=39, week_sizes=(3.0,) * 13, goal=0.16)
    fair, own_work = basis_of(plan_weeks=12), basis_of(Kind.COUNT, plan_weeks=9, goal=60.0, total=650)
    own_work = replace(own_work, prior=(25, 0.5))

    found = further_of(
        few, [Other(1, fair), Other(2, own_work, is_own_work=True)], baseline=Decimal("0.15"), longest=12
    )

    assert found == (
        Mend(MendKind.NUMBER, 12, fair.goal, 1),
        Mend(MendKind.OWN_WORK, 9, own_work.goal, 2),
    )


@pytest.mark.parametrize(
    ("basis", "baseline"),
    [
        (basis_of(total=290, over=325, prior=(96, 4), goal=0.9), "0.89"),
        (basis_of(Kind.COUNT, goal=8.5, total=117, lower_is_better=True), "9"),
    ],
)
def test_the_target_lies_ahead_and_a_share_stays_below_one(basis, baseline):
    goal = float(further_goal(basis, baseline=Decimal(baseline)))

    assert replace(basis, goal=goal).is_ahead
    assert basis.lower_is_better or basis.expected < goal < 1


@pytest.mark.parametrize(("plan_weeks", "is_any"), [(12, True), (6, False)])
def test_the_furthest_fair_target_is_fair_when_it_is_simulated_as_well(plan_weeks, is_any):
    basis = basis_of(goal=0.22, plan_weeks=plan_weeks)

    found = furthest_fair(basis, along(basis, baseline=0.2), baseline=Decimal("0.2"))

    assert (found is not None) == is_any
    assert found is None or is_fair(replace(basis, goal=found))


def test_a_goal_that_was_simulated_as_fair_counts_where_the_slider_knows_none():
    basis = basis_of(goal=0.22, plan_weeks=6)

    found = furthest_fair(basis, along(basis, baseline=0.2), baseline=Decimal("0.2"), is_goal_fair=True)

    assert found == 0.22
