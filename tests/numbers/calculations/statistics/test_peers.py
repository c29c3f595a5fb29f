import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.statistics.improvement import probability_improved
from salesgym.numbers.calculations.statistics.measured import JEFFREYS, Counted
from salesgym.numbers.calculations.statistics.peers import peer_prior

PEERS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda pair: Counted(min(pair), max(pair))),
    min_size=5,
    max_size=30,
)


def test_the_prior_has_the_moments_of_the_peers():
    """With equal trials: variance between = (sample variance - m (1 - m) (k - 1) / (k n)) n / (n - 1), by hand."""
    shares, trials = np.array([0.05, 0.35, 0.10, 0.30, 0.20]), 100
    prior = peer_prior([Counted(share * trials, trials) for share in shares])

    within = 0.2 * 0.8
    likeness = (trials * ((shares - 0.2) ** 2).sum() / within - 4) / (4 * trials - 4)
    assert prior.mean == pytest.approx(0.2)
    assert prior.weight == pytest.approx(1 / likeness - 1)


def test_the_prior_of_many_peers_finds_the_spread_they_came_from():
    random = np.random.default_rng(13)
    trials = random.integers(20, 120, 4_000)
    peers = [
        Counted(won, tried)
        for won, tried in zip(random.binomial(trials, random.beta(8, 32, 4_000)), trials, strict=True)
    ]

    prior = peer_prior(peers)

    assert (prior.a, prior.b) == (pytest.approx(8, rel=0.1), pytest.approx(32, rel=0.1))


def test_under_five_peers_say_nothing():
    assert peer_prior([]) == JEFFREYS
    assert peer_prior([Counted(5, 20)] * 4) == JEFFREYS
    assert peer_prior([Counted(5, 20)] * 4 + [Counted(0, 0)]) == JEFFREYS


def test_peers_that_do_not_differ_are_worth_at_most_ten_times_the_own_trials():
    prior = peer_prior([Counted(20, 100)] * 6, trials=7)

    assert (prior.mean, prior.weight) == (pytest.approx(0.2), pytest.approx(70))


def test_without_the_own_trials_the_mean_of_the_peers_stands_in():
    assert peer_prior([Counted(20, 100)] * 6).weight == pytest.approx(1_000)


@pytest.mark.parametrize("won", [0, 100])
def test_peers_that_all_had_one_outcome_prove_no_certainty(won):
    prior = peer_prior([Counted(won, 100)] * 6, trials=10)

    assert 0 < prior.mean < 1
    assert abs(prior.mean - won / 100) < 0.001


def test_peers_at_both_ends_are_worth_jeffreys_at_least():
    prior = peer_prior([Counted(0, 100)] * 3 + [Counted(100, 100)] * 3)

    assert prior.weight == pytest.approx(1)


@given(PEERS, st.integers(0, 500))
def test_a_prior_can_always_be_taken_in(peers, trials):
    prior = peer_prior(peers, trials=trials)
    chance = probability_improved(before=Counted(3, 20), after=Counted(5, 20), before_prior=prior)

    assert 0 < prior.mean < 1
    assert 0 <= chance <= 1


@pytest.mark.parametrize(
    "bad", [Counted(5, 4), Counted(-1, 4), Counted(math.nan, 4), Counted(1, math.inf), Counted(1, 1e300)]
)
def test_impossible_peers_are_refused(bad):
    with pytest.raises((NoAnswer, ValueError)):
        peer_prior([Counted(5, 20)] * 5 + [bad])


@pytest.mark.parametrize("trials", [-1, math.nan, math.inf])
def test_impossible_trials_are_refused(trials):
    with pytest.raises((NoAnswer, ValueError)):
        peer_prior([Counted(5, 20)] * 5, trials=trials)


@pytest.mark.parametrize("spread", [0, 0.04])
@pytest.mark.parametrize(("trials", "later"), [(40, 40), (100, 60)])
def test_the_worst_of_seven_unchanged_reps_seldom_looks_improved(spread, trials, later):
    random = np.random.default_rng(14)
    screen = raw = 0
    for _ in range(800):
        shares = np.clip(random.normal(0.2, spread, 7), 0.01, 0.99)
        won = random.binomial(trials, shares)
        worst = int(won.argmin())
        before = Counted(won[worst], trials)
        after = Counted(random.binomial(later, shares[worst]), later)
        prior = peer_prior([Counted(one, trials) for one in np.delete(won, worst)], trials=trials)
        screen += probability_improved(before=before, after=after, before_prior=prior) > 0.8
        raw += probability_improved(before=before, after=after) > 0.8

    assert screen / 800 < 0.25
    assert raw / 800 > 0.35
