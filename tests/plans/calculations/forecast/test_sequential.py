"""Looking often without false verdicts: Wald's boundaries, and what they promise, by simulation."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.forecast.sequential import Verdict, sequential_review, sequential_review_count
from salesgym.errors import NoAnswer, NotEnoughYet

RATES = {"unchanged": 0.2, "hoped": 0.3, "alpha": 0.1, "beta": 0.2}


def test_the_words_of_the_verdicts():
    assert [str(verdict) for verdict in Verdict] == ["improved", "keep going", "not moving"]


def test_a_success_and_a_miss_count_as_the_design_says():
    assert round(log(0.3 / 0.2), 3) == 0.405
    assert round(log(0.7 / 0.8), 3) == -0.134
    assert (round(log(0.8 / 0.1), 2), round(log(0.2 / 0.9), 2)) == (2.08, -1.50)


@pytest.mark.parametrize(
    ("successes", "trials", "verdict"),
    [
        (5, 5, Verdict.KEEP_GOING),  # 2.027
        (6, 6, Verdict.IMPROVED),  # 2.433
        (0, 11, Verdict.KEEP_GOING),  # -1.469
        (0, 12, Verdict.NOT_MOVING),  # -1.602
        (10, 40, Verdict.KEEP_GOING),  # 4.055 - 4.006
    ],
)
def test_a_review_at_the_boundaries(successes, trials, verdict):
    assert sequential_review(successes=successes, trials=trials, **RATES) is verdict


def test_where_lower_is_better_a_fall_is_the_improvement():
    lower = RATES | {"unchanged": 0.3, "hoped": 0.2}

    assert sequential_review(successes=0, trials=20, **lower) is Verdict.IMPROVED
    assert sequential_review(successes=8, trials=10, **lower) is Verdict.NOT_MOVING


@pytest.mark.parametrize(("rate", "false", "most"), [(0.2, "improved", 0.1), (0.3, "not moving", 0.2)])
def test_looking_after_every_trial_keeps_false_verdicts_rare(rate, false, most):
    generator = np.random.default_rng(9)
    won = (generator.random((3_000, 400)) < rate).cumsum(axis=1)
    evidence = won * log(1.5) + (np.arange(1, 401) - won) * log(7 / 8)
    improved, still = evidence >= log(8), evidence <= log(2 / 9)
    first = np.argmax(improved | still, axis=1)
    places = zip(won[np.arange(3_000), first], first + 1, strict=True)

    verdicts = [sequential_review(successes=int(s), trials=int(n), **RATES) for s, n in list(places)[:1_000]]

    # Wald's promise is alpha / (1 - beta) and beta / (1 - alpha); the boundaries are overshot a little.
    assert verdicts.count(Verdict(false)) / len(verdicts) <= most * 1.15


def test_counts_have_the_same_review():
    weekly = {"unchanged": 4, "hoped": 6, "alpha": 0.1, "beta": 0.2}

    # 30 ln 1.5 - 4 x 2 = 4.16; 16 ln 1.5 - 8 = -1.51; 20 ln 1.5 - 8 = .11
    assert sequential_review_count(events=30, weeks=4, **weekly) is Verdict.IMPROVED
    assert sequential_review_count(events=16, weeks=4, **weekly) is Verdict.NOT_MOVING
    assert sequential_review_count(events=20, weeks=4, **weekly) is Verdict.KEEP_GOING


@given(successes=st.integers(0, 200), misses=st.integers(0, 200))
def test_one_more_success_never_makes_the_verdict_worse(successes, misses):
    order = [Verdict.NOT_MOVING, Verdict.KEEP_GOING, Verdict.IMPROVED]
    trials = successes + misses + 1

    now = sequential_review(successes=successes, trials=trials, **RATES)
    then = sequential_review(successes=successes + 1, trials=trials, **RATES)

    assert order.index(then) >= order.index(now)


def test_without_trials_there_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        sequential_review(successes=0, trials=0, **RATES)


@pytest.mark.parametrize(
    "wrong",
    [{"hoped": 0.2}, {"unchanged": 0}, {"hoped": 1}, {"alpha": 0.5, "beta": 0.5}, {"successes": 11}],
    ids=lambda wrong: "-".join(wrong),
)
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        sequential_review(**{"successes": 3, "trials": 10} | RATES | wrong)
