"""Bars from sorted lists say what the simulation says, at every mark, for every kind of number."""

import json

import numpy as np
import pytest

from plans.calculations.forecast.basis import Kind
from plans.calculations.targets.plan_odds import MOST_UNFAIR
from plans.calculations.targets.step_lists import StepLists, Unfair, lists_of
from plans.calculations.targets.thresholds import best_first, worst_first
from tests.plans.calculations.targets.bases import basis_of

MARKS = (0.85, 1.0, 1.1, 1.25, 1.5, 2.0)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("is_down", [False, True])
def test_a_list_says_what_the_simulation_says_in_hundredths_rounded_down(kind, is_down):
    basis = basis_of(kind)
    if is_down:
        basis = basis_of(kind, goal=basis.expected * 0.7, lower_is_better=True)
    lists = lists_of(basis.plans, basis.goal)

    for weeks in (4, 6, 10):
        for share in MARKS:
            mark = basis.expected * share
            exact, listed = basis.plans.odds(basis.goal, mark, weeks), lists.at(mark, weeks)
            assert listed.luck == pytest.approx(int(exact.luck * 100 + 1e-9) / 100)
            assert listed.miss == pytest.approx(int(exact.miss * 100 + 1e-9) / 100)
            assert (listed.unfair is None) == exact.is_fair
            if exact.luck > MOST_UNFAIR:
                assert listed.unfair is Unfair.LUCK


def test_a_figure_exactly_at_the_mark_reaches_it():
    figures = np.array([0.28] * 500 + [0.2] * 1500)

    assert best_first(figures, lower_is_better=False).reached(0.28) == 0.25
    assert worst_first(figures, lower_is_better=False).missed(0.28) == 0.75
    assert worst_first(figures, lower_is_better=False).missed(0.2) == 0
    assert best_first(figures, lower_is_better=True).reached(0.2) == 0.75


def test_a_plan_without_a_run_that_counts_has_not_reached_any_mark():
    figures = np.array([-np.inf] * 200 + [0.3] * 1800)

    assert best_first(figures, lower_is_better=False).reached(0.0) == 0.9
    assert worst_first(figures, lower_is_better=False).missed(0.0) == 0.1


def test_exactly_three_in_ten_is_fair_and_one_plan_more_is_not():
    fair, unfair = (np.array([1.0] * count + [0.0] * (2000 - count)) for count in (600, 601))

    assert not best_first(fair, lower_is_better=False).is_reached_too_often(1.0)
    assert best_first(unfair, lower_is_better=False).is_reached_too_often(1.0)
    assert not worst_first(1 - fair, lower_is_better=False).is_missed_too_often(1.0)
    assert worst_first(1 - unfair, lower_is_better=False).is_missed_too_often(1.0)


@pytest.mark.parametrize("kind", Kind)
def test_lists_are_kept_as_json_and_stay_small(kind):
    basis = basis_of(kind)
    lists = lists_of(basis.plans, basis.goal)
    kept = json.dumps(lists.to_json(), allow_nan=False)

    assert StepLists.from_json(json.loads(kept)) == lists
    assert len(kept) < 25_000


def test_only_runs_that_fit_into_the_plan_have_a_list():
    basis = basis_of(plan_weeks=6)
    lists = lists_of(basis.plans, basis.goal)

    assert [one.weeks for one in lists.runs] == [4, 5, 6]
    assert lists.at(0.3, 8) is None


def test_the_suggestion_of_the_lists_is_that_of_the_plans():
    basis = basis_of()

    assert lists_of(basis.plans, basis.goal).suggested == basis.plans.suggestion(basis.goal)
