"""The slider says of every goal nearly what a simulation of that goal says."""

import json
from dataclasses import replace
from math import isinf

import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.along import Along, along
from plans.calculations.targets.bars import shortest_told
from plans.calculations.targets.mends import suggested_for
from tests.plans.calculations.targets.bases import basis_of


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("stretch", [1.15, 1.3, 1.5])
def test_interpolated_chances_are_within_six_hundredths_of_simulated_ones(kind, stretch):
    basis = basis_of(kind)
    found = along(basis, baseline=basis.start)
    goal = basis.expected * stretch

    said, exact = found.suggested(goal), suggested_for(replace(basis, goal=goal))

    assert max(said.luck, said.miss) == pytest.approx(max(exact.luck, exact.miss), abs=0.06)


def test_lower_is_better_is_judged_downwards():
    basis = basis_of(Kind.COUNT, goal=6.0, lower_is_better=True)
    found = along(basis, baseline=8.0)

    said, exact = found.suggested(5.5), suggested_for(replace(basis, goal=5.5))

    assert max(found.goals) < basis.expected
    assert max(said.luck, said.miss) == pytest.approx(max(exact.luck, exact.miss), abs=0.06)


@pytest.mark.parametrize("stretch", [1.3, 1.4, 1.5])
def test_the_weeks_to_tell_of_a_count_are_near_the_simulated_ones(stretch):
    basis = basis_of(Kind.COUNT)
    found = along(basis, baseline=8.0, told=basis.weeks_to_tell())
    goal = basis.expected * stretch

    assert found.weeks_to_tell(goal) == pytest.approx(replace(basis, goal=goal).weeks_to_tell(), rel=0.4)
    assert found.told_within(goal) == pytest.approx(shortest_told(replace(basis, goal=goal)), rel=0.4)


def test_what_takes_over_two_years_cannot_be_told():
    basis = basis_of(Kind.COUNT)

    assert isinf(along(basis, baseline=8.0, told=None).weeks_to_tell(basis.expected * 1.04))


def test_the_weeks_of_the_plans_own_goal_are_taken_as_they_were_worked_out():
    basis = basis_of(Kind.COUNT)
    told = basis.weeks_to_tell()

    assert along(basis, baseline=8.0, told=told).weeks_to_tell(basis.goal) == pytest.approx(told)


@pytest.mark.parametrize("kind", Kind)
def test_a_slider_is_kept_as_json_and_stays_small(kind):
    found = along(basis_of(kind), baseline=basis_of(kind).start)
    kept = json.dumps(found.to_json(), allow_nan=False)

    assert Along.from_json(json.loads(kept)) == found
    assert len(kept) < 15_000


def test_a_level_at_the_top_leaves_no_goal_ahead():
    basis = basis_of(total=325, over=325, prior=(990, 10), goal=0.995)

    assert along(basis, baseline=1.0) is None
