"""How long until a real change to the goal can be told from luck, in one form on every page."""

from math import inf

import numpy as np
import pytest

from plans.calculations.decision import PROGRESS
from plans.calculations.targets.plan_odds import amount_plans, count_plans
from plans.calculations.targets.tellable import (
    LONGEST_WEEKS,
    share_that_shows,
    weeks_to_tell_drawn,
    weeks_to_tell_share,
)
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.improvement import probability_real_count
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate
from tests.plans.calculations.targets.bases import basis_of


def told(goal, **more):
    usual = {"own": Counted(12, 60), "peers": Prior(8, 32), "trials_a_week": 10, "plan_weeks": 12}
    return weeks_to_tell_share(**usual | {"goal": goal} | more)


def test_own_trials_and_prior_together_are_the_first_sample():
    """20 of 100: a rise to 30 % needs 340 trials, 34 weeks at 10 a week, and the climb costs a quarter of 12 weeks."""
    assert told(0.3) == pytest.approx(34 + 3)


def test_own_trials_are_divided_by_the_spread_and_trials_to_come_cost_as_much_more():
    """120 own trials of spread 2 are worth 60; 340 trials become 680."""
    assert told(0.3, own=Counted(24, 120), spread=2) == pytest.approx(68 + 3)


def test_a_change_too_small_for_what_is_known_before_cannot_be_told():
    assert told(0.22) == inf


def test_where_the_goal_lies_behind_the_change_of_28_percent_is_told():
    known = {"own": Counted(400, 2_000), "peers": Prior(8, 32)}

    assert told(0.15, **known) == told(0.256, **known)
    assert told(0.2, **known) == told(0.256, **known)
    assert told(0.25, lower_is_better=True, **known) == told(0.144, **known, lower_is_better=True)


def test_without_trials_a_week_it_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        told(0.3, trials_a_week=0)


@pytest.mark.parametrize("goal", [-0.1, 1.1])
def test_a_goal_is_a_share(goal):
    with pytest.raises(NoAnswer):
        told(goal)


def count_of(mean, **more):
    usual = {
        "own": Rate(13 * mean, 13),
        "peers": Prior(25, 25 / mean),
        "plan_weeks": 12,
        "weekly_trials": [1.0] * 13,
        "spread": 1.0,
        "lower_is_better": False,
        "seed": 7,
    }
    return count_plans(**usual | more)


def test_a_count_is_told_in_the_first_week_in_which_eight_of_ten_climbing_plans_look_leaning():
    """Beside plans drawn by numpy and judged one by one."""
    weeks = weeks_to_tell_drawn(count_of(8), 12)
    levels = 8 + 4 * np.minimum(1, 2 * np.arange(1, int(weeks) + 1) / 12)
    drawn = np.random.default_rng(1).poisson(levels, (400, int(weeks)))

    def leaning(places):
        reals = [
            probability_real_count(
                own=Rate(104, 13),
                peers=Prior(25, 25 / 8),
                events=[float(one) for one in plan[:places]],
                worked=[1.0] * places,
                gap=4.0,
                plan_weeks=12,
            )
            for plan in drawn
        ]
        return np.mean(np.array(reals) >= 0.6)

    assert 1 < weeks < 26
    assert leaning(int(weeks)) == pytest.approx(0.8, abs=0.07)
    assert leaning(int(weeks) - 1) < 0.85


def test_fewer_events_and_wider_weeks_take_longer():
    plain = weeks_to_tell_drawn(count_of(8), 12)

    assert weeks_to_tell_drawn(count_of(3), 4.5) > plain
    assert weeks_to_tell_drawn(count_of(8, spread=2.0), 12) > plain


def test_two_years_are_too_long():
    assert weeks_to_tell_drawn(count_of(0.2, peers=Prior(25, 125)), 0.21) == inf
    assert LONGEST_WEEKS == 104


@pytest.mark.parametrize(("goal", "lower"), [(1_500, False), (600, True)])
def test_an_average_is_told_upward_and_downward(goal, lower):
    plans = amount_plans(
        Averaged(60_000, 60),
        NormalPrior(1_000, 40_000),
        plan_weeks=12,
        weekly_trials=[5] * 13,
        spread=0.4,
        sizes=[0.4, 0.7, 1.9],
        lower_is_better=lower,
        seed=1,
    )

    assert 1 < weeks_to_tell_drawn(plans, goal) < 52


@pytest.mark.parametrize(
    ("trials", "shows"),
    [(3, pytest.approx(0.3, abs=0.08)), (8, pytest.approx(0.5, abs=0.08)), (60, pytest.approx(1, abs=0.03))],
)
def test_progress_shows_in_half_of_the_plans_with_eight_trials_a_week(trials, shows):
    """20 % to 30 % in 12 weeks: in 5 of 10 plans at 8 trials a week, in nearly all at 60."""
    sizes = (float(trials),) * 13
    basis = basis_of(total=2.6 * trials, over=13 * trials, spread=1.2, week_sizes=sizes, goal=0.3)

    assert share_that_shows(basis.plans, basis.goal, least=PROGRESS) == shows


def test_progress_downwards_shows_as_often_where_lower_is_better():
    basis = basis_of(goal=0.1, lower_is_better=True)

    assert share_that_shows(basis.plans, basis.goal, least=PROGRESS) > 0.8
