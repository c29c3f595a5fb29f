"""Passing by luck and missing although improved: the figures of the design, and scipy's distributions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from plans.calculations.targets.fairness import chance_of_passing, chance_of_passing_count
from salesgym.errors import NoAnswer, NotEnoughYet

TRIALS = st.integers(1, 400)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("needed", "luck", "passing"), [(11, 0.09, 0.53), (9, 0.28, 0.80)], ids=["eleven", "nine"]
)
def test_of_36_trials(needed, luck, passing):
    assert round(chance_of_passing(needed=needed, trials=36, rate=0.20), 2) == luck
    assert round(chance_of_passing(needed=needed, trials=36, rate=0.30), 2) == passing


def test_nine_of_36_pass_by_luck_in_28_4_and_improved_in_79_6_percent():
    assert round(100 * chance_of_passing(needed=9, trials=36, rate=0.20), 1) == 28.4
    assert round(100 * chance_of_passing(needed=9, trials=36, rate=0.30), 1) == 79.6


def test_88_trials_are_the_exact_minimum_for_a_fifth_to_three_tenths():
    """The figure beside 81: with 88 trials there is a target under 10 % by luck and over 80 % improved."""

    def has_target(trials):
        needed = int(stats.binom.ppf(0.9, trials, 0.2)) + 1
        luck = chance_of_passing(needed=needed, trials=trials, rate=0.2)
        return luck <= 0.1 and chance_of_passing(needed=needed, trials=trials, rate=0.3) >= 0.8

    assert next(trials for trials in range(30, 120) if has_target(trials)) == 88


@given(trials=TRIALS, share=SHARES, rate=SHARES)
def test_a_rate_agrees_with_scipy(trials, share, rate):
    needed = round(share * trials)

    higher = chance_of_passing(needed=needed, trials=trials, rate=rate)
    lower = chance_of_passing(needed=needed, trials=trials, rate=rate, lower_is_better=True)

    assert higher == pytest.approx(stats.binom.sf(needed - 1, trials, rate), abs=1e-6)
    assert lower == pytest.approx(stats.binom.cdf(needed, trials, rate), abs=1e-6)


@given(needed=st.integers(0, 200), rate=st.floats(0.01, 50), weeks=st.integers(1, 26))
def test_a_count_agrees_with_scipy(needed, rate, weeks):
    higher = chance_of_passing_count(needed=needed, weeks=weeks, rate=rate)
    lower = chance_of_passing_count(needed=needed, weeks=weeks, rate=rate, lower_is_better=True)

    assert higher == pytest.approx(stats.poisson.sf(needed - 1, rate * weeks), abs=1e-6)
    assert lower == pytest.approx(stats.poisson.cdf(needed, rate * weeks), abs=1e-6)


@given(needed=st.integers(0, 200), mean=st.floats(0.1, 200), dispersion=st.floats(1.05, 5))
def test_a_count_of_uneven_weeks_is_a_negative_binomial(needed, mean, dispersion):
    oracle = stats.nbinom(mean / (dispersion - 1), 1 / dispersion)

    higher = chance_of_passing_count(needed=needed, weeks=1, rate=mean, dispersion=dispersion)
    lower = chance_of_passing_count(
        needed=needed, weeks=1, rate=mean, dispersion=dispersion, lower_is_better=True
    )

    assert oracle.var() == pytest.approx(dispersion * mean)
    assert higher == pytest.approx(oracle.sf(needed - 1), abs=1e-6)
    assert lower == pytest.approx(oracle.cdf(needed), abs=1e-6)


@given(trials=TRIALS, share=SHARES, rate=st.floats(0, 0.9))
def test_a_better_rep_never_passes_less_often(trials, share, rate):
    needed = round(share * trials)

    chance = chance_of_passing(needed=needed, trials=trials, rate=rate)

    assert 0 <= chance <= chance_of_passing(needed=needed, trials=trials, rate=rate + 0.1) + 1e-12 <= 1 + 1e-9


def test_more_than_all_trials_cannot_be_reached():
    assert chance_of_passing(needed=11, trials=10, rate=0.99) == 0
    assert chance_of_passing(needed=11, trials=10, rate=0.99, lower_is_better=True) == 1


def test_a_part_of_a_success_is_refused():
    with pytest.raises(NoAnswer, match="not whole"):
        chance_of_passing(needed=8.64, trials=36, rate=0.2)


def test_no_trials_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        chance_of_passing(needed=0, trials=0, rate=0.2)
