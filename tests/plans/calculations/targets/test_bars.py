"""What is kept of a plan's bars, and the shortest plan that tells a change from luck."""

import json
from dataclasses import replace
from math import ceil

import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.along import along
from plans.calculations.targets.bars import Asked, Bars, bars_of, shortest_told, told_plan, weeks_to_tell_of
from plans.calculations.targets.mends import Mend, MendKind
from plans.calculations.targets.step_lists import Unfair, lists_of
from tests.plans.calculations.targets.bases import basis_of


def test_bars_are_kept_as_json_with_everything_the_pages_show():
    basis = basis_of()
    bars = replace(
        bars_of({1: basis}, [Asked(1, 1, 0.25, 4), Asked(2, 1, 0.3, 6)], metric=1),
        lists=lists_of(basis.plans, 0.3),
        along=along(basis, baseline=0.2),
        default=0.26,
        told_within=14,
        mends=(Mend(MendKind.LONGER, 14, 0.3),),
    )

    kept = json.dumps(bars.to_json(), allow_nan=False)

    assert Bars.from_json(json.loads(kept)) == bars
    assert Bars.from_json({}) == Bars()
    assert Bars.from_json({"steps": [], "weeks_to_tell": 9.0}).weeks_to_tell == 9.0


def test_signed_bars_leave_out_what_only_choosing_needs():
    basis = basis_of()
    bars = replace(
        bars_of({1: basis}, [Asked(1, 1, 0.3, 6)], metric=1),
        lists=lists_of(basis.plans, 0.3),
        mends=(Mend(MendKind.LONGER, 14, 0.3),),
    )

    signed = bars.signed()

    assert signed.steps == bars.steps
    assert (signed.lists, signed.mends) == (None, ())
    assert signed.suggested == bars.lists.suggested
    assert Bars.from_json(signed.to_json()) == signed
    assert len(json.dumps(signed.to_json())) < 1_000


def test_a_step_says_why_it_is_unfair():
    basis = basis_of(total=8, over=39, week_sizes=(3.0,) * 13)
    bars = bars_of({1: basis}, [Asked(1, 1, 0.21, 4), Asked(2, 1, 0.6, 4), Asked(3, 9, 0.3, 4)], metric=1)

    assert bars.of(1).unfair is Unfair.LUCK
    assert bars.of(2).unfair is Unfair.MISS
    assert bars.of(3) is None
    assert bars.plan_weeks == 12


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.COUNT])
@pytest.mark.parametrize("plan_weeks", [8, 12, 26])
def test_the_shortest_plan_that_tells_does_not_depend_on_the_present_length(kind, plan_weeks):
    basis = basis_of(kind, goal=0.34 if kind == Kind.RATIO else 12.0, plan_weeks=plan_weeks)
    found = shortest_told(basis)

    assert found == shortest_told(replace(basis, plan_weeks=10))
    assert ceil(weeks_to_tell_of(replace(basis, plan_weeks=found))) <= found


def test_the_length_that_pages_name_tells_the_change_and_no_shorter_one_does():
    """A longer plan climbs more slowly, so the weeks that this one would take are not enough for a plan of that length."""
    basis = basis_of(goal=0.27)
    found, as_here = told_plan(basis), ceil(weeks_to_tell_of(basis))

    assert found > as_here
    assert weeks_to_tell_of(replace(basis, plan_weeks=as_here)) > as_here
    assert weeks_to_tell_of(replace(basis, plan_weeks=found)) <= found
    assert weeks_to_tell_of(replace(basis, plan_weeks=found - 1)) > found - 1
    assert told_plan(basis_of(Kind.COUNT, goal=9.4)) is None


def test_no_plan_tells_a_small_change_and_none_what_comes_back():
    assert shortest_told(basis_of(goal=0.22)) is None
    assert shortest_told(basis_of(goal=0.18)) is None
