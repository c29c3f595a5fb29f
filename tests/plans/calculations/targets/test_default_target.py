"""The target that is suggested first: a round number, fair where any is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.default_target import candidates, default_target
from plans.calculations.targets.mends import is_fair, suggested_for
from tests.plans.calculations.targets.bases import basis_of


@pytest.mark.parametrize("kind", Kind)
def test_it_is_fair_where_any_round_number_is(kind):
    basis = basis_of(kind)
    start = Decimal(str(round(basis.start, 4)))
    found = default_target(basis, baseline=start)

    fair = [
        value
        for value in candidates(basis, baseline=start)
        if suggested_for(replace(basis, goal=float(value))).is_fair
    ]
    assert (found in fair) if fair else found is not None
    assert 1.15 <= float(found) / basis.expected <= 1.5


def test_about_28_percent_better_comes_first():
    tried = candidates(basis_of(), baseline=Decimal("0.2"))

    assert float(tried[0]) == pytest.approx(0.256, abs=0.01)
    assert all(abs(one / Decimal("0.01") % 1) == 0 for one in tried)


def test_without_a_fair_one_the_nearest_is_taken():
    basis = basis_of(total=8, over=39, week_sizes=(1.0,) * 13, plan_weeks=8)

    assert default_target(basis, baseline=Decimal("0.2")) == candidates(basis, baseline=Decimal("0.2"))[0]


def test_it_lies_ahead_of_today_and_a_share_below_one():
    assert all(one > Decimal("0.29") for one in candidates(basis_of(), baseline=Decimal("0.29")))
    assert candidates(basis_of(), baseline=Decimal("0.5")) == []
    high = basis_of(total=300, over=325, prior=(90, 10), goal=0.95)
    assert all(one <= 1 for one in candidates(high, baseline=Decimal("0.9")))


def test_where_lower_is_better_it_lies_below():
    basis = basis_of(Kind.COUNT, goal=6.0, lower_is_better=True)

    tried = candidates(basis, baseline=Decimal(8))

    assert tried
    assert all(float(one) <= 0.85 * basis.expected for one in tried)


def test_it_is_fair_in_the_plan_that_it_makes_longer_or_shorter():
    basis = basis_of(total=55, over=195, week_sizes=(15.0,) * 13, spread=1.0, plan_weeks=11)
    start = Decimal(str(round(basis.start, 4)))

    # Far targets are told in 20 weeks; near ones are not told in any plan, so that theirs are the shortest.
    def length(value):
        return 8 if value < Decimal("0.34") else 20

    here, there = (default_target(basis, baseline=start, length=one) for one in (None, length))

    assert is_fair(replace(basis, goal=float(here)))
    assert not is_fair(replace(basis, goal=float(here), plan_weeks=length(here)))
    assert is_fair(replace(basis, goal=float(there), plan_weeks=length(there)))


def test_a_target_without_a_plan_is_not_fair():
    basis = basis_of()
    first = candidates(basis, baseline=Decimal("0.2"))[0]

    found = default_target(
        basis, baseline=Decimal("0.2"), length=lambda value: None if value == first else 12
    )

    assert is_fair(replace(basis, goal=float(first)))
    assert found != first
    assert is_fair(replace(basis, goal=float(found)))
