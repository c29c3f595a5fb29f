"""Practice against result: scipy's permutation test, no effect on noise, and never too sure."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.practice_effect import practice_effect
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted

WEEKS = [Counted(won, 10) for won in (1, 2, 1, 2, 1, 4, 3, 4, 5, 4)]
PRACTICE = [0, 1, 0, 0, 1, 2, 3, 2, 2, 4]


def ask(weeks=WEEKS, practice=PRACTICE, agreed=2, seed=1):
    return practice_effect(weeks=weeks, practice=practice, agreed=agreed, seed=seed)


def test_both_sides_and_their_difference():
    found = ask()

    assert (found.practiced, found.other) == (Counted(20, 50), Counted(7, 50))
    assert (found.practiced_weeks, found.other_weeks) == (5, 5)
    assert found.difference == pytest.approx(0.26)


def test_the_chance_of_luck_is_that_of_all_orders():
    won = np.array([week.successes for week in WEEKS])
    oracle = stats.permutation_test(
        (won[5:], won[:5]), lambda there, other: there.mean() - other.mean(), n_resamples=np.inf
    )

    assert ask().by_luck == pytest.approx(oracle.pvalue, abs=0.004)


def test_what_could_be_told_is_stated():
    # z .95 + z .8 at the pooled rate of (27 + 1) / (100 + 2), fifty trials on each side.
    rate = 28 / 102
    expected = (stats.norm.ppf(0.95) + stats.norm.ppf(0.8)) * (rate * (1 - rate) * 2 / 50) ** 0.5

    assert ask().could_tell == pytest.approx(expected, abs=1e-9)


def test_a_reload_shows_the_same():
    assert ask() == ask()


def test_on_noise_a_small_chance_is_rare():
    generator = np.random.default_rng(3)
    chances = []
    for seed in range(120):
        weeks = [Counted(int(generator.binomial(10, 0.25)), 10) for _ in range(13)]
        practice = generator.permutation([2] * 6 + [1] * 7).tolist()
        chances.append(ask(weeks, practice, seed=seed).by_luck)

    assert np.mean(np.array(chances) <= 0.1) <= 0.16


def test_weeks_without_trials_are_left_out():
    found = ask([*WEEKS, Counted(0, 0)], [*PRACTICE, 9])

    assert found == ask()


def test_weeks_that_are_all_alike_are_luck():
    assert ask([Counted(2, 10)] * 10).by_luck == 1


@pytest.mark.parametrize(
    ("weeks", "practice"),
    [
        ([], []),
        (WEEKS[:7], PRACTICE[:7]),
        (WEEKS, [2] * 10),
        (WEEKS, [0] * 10),
        ([Counted(0, 0)] * 10, PRACTICE),
    ],
    ids=["none", "seven", "always", "never", "no trials"],
)
def test_too_little_on_either_side_is_not_enough_yet(weeks, practice):
    with pytest.raises(NotEnoughYet):
        ask(weeks, practice)


@pytest.mark.parametrize("wrong", [{"agreed": 0}, {"practice": [1]}, {"practice": [-1] * 10}, {"seed": 0.5}])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        ask(**wrong)
