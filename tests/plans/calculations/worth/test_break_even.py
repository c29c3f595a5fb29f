"""Does helping pay: the chance of success from which it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.worth.break_even import (
    BreakEven,
    Span,
    break_even,
    cost_of_plan,
    cost_of_replacing,
)
from salesgym.errors import NoAnswer


def test_a_plan_of_6_000_against_a_replacement_of_60_000_pays_at_one_in_ten():
    found = break_even(plan_cost=6_000, replacement_cost=60_000)

    assert (found.low, found.high) == (0.1, 0.1)
    assert found.one_in == (10, 10)


def test_ranges_go_from_the_kindest_figures_to_the_hardest():
    found = break_even(plan_cost=Span(4_000, 9_000), replacement_cost=Span(45_000, 80_000))

    assert (found.low, found.high) == (0.05, 0.2)
    assert found.one_in == (20, 5)


def test_costs_add_up():
    plan = cost_of_plan(coaching_hours=Span(20, 30), hourly_cost=60, training=500, rewards=Span(0, 300))
    replacing = cost_of_replacing(recruiting=12_000, vacancy=Span(20_000, 30_000), ramp=15_000)

    assert plan == Span(1_700, 2_600)
    assert replacing == Span(47_000, 57_000)


def test_a_plan_dearer_than_the_replacement_never_pays():
    found = break_even(plan_cost=Span(70_000, 80_000), replacement_cost=60_000)

    assert found.pays_never
    assert found.one_in is None


def test_a_plan_that_may_cost_nothing_has_no_one_in():
    assert break_even(plan_cost=Span(0, 600), replacement_cost=6_000).one_in is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"replacement_cost": 0},
        {"replacement_cost": Span(0, 5)},
        {"plan_cost": 0},
        {"plan_cost": -1},
        {"plan_cost": Span(5, 4)},
        {"plan_cost": float("nan")},
    ],
)
def test_figures_from_which_nothing_follows_are_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        break_even(**{"plan_cost": 1_000, "replacement_cost": 10_000} | wrong)


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_one_in_never_promises_more_than_the_chance(low, high):
    first, last = BreakEven(min(low, high), max(low, high)).one_in

    assert 1 / first <= min(low, high) + 1e-9
    assert 1 / last >= max(low, high) - 1e-9
