import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.statistics.measured import Counted
from salesgym.numbers.calculations.statistics.peers import likeness, pooled_share, prior_weight

PEERS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 200)).map(lambda pair: Counted(min(pair), max(pair))),
    min_size=2,
    max_size=30,
)


def test_likeness_has_the_moments_of_the_peers():
    """With equal trials: variance between = (sample variance - m (1 - m) (k - 1) / (k n)) n / (n - 1), by hand."""
    shares, trials = np.array([0.05, 0.35, 0.10, 0.30, 0.20]), 100
    peers = [Counted(share * trials, trials) for share in shares]

    expected = (trials * ((shares - 0.2) ** 2).sum() / (0.2 * 0.8) - 4) / (4 * trials - 4)
    assert pooled_share(peers) == pytest.approx(0.2)
    assert likeness(peers) == pytest.approx(expected)
    assert prior_weight(likeness(peers)) == pytest.approx(1 / expected - 1)


def test_many_peers_show_the_spread_they_came_from():
    random = np.random.default_rng(13)
    trials = random.integers(20, 120, 4_000)
    peers = [
        Counted(won, tried)
        for won, tried in zip(random.binomial(trials, random.beta(8, 32, 4_000)), trials, strict=True)
    ]

    assert pooled_share(peers) == pytest.approx(0.2, rel=0.02)
    assert prior_weight(likeness(peers)) == pytest.approx(40, rel=0.1)


def test_likeness_times_the_variance_of_a_trial_is_the_variance_between_reps():
    random = np.random.default_rng(16)
    true = random.beta(0.2 * 99, 0.8 * 99, 3_000)
    peers = [Counted(random.binomial(40, share), 40) for share in true]

    pooled = pooled_share(peers)

    assert (pooled * (1 - pooled) * likeness(peers)) ** 0.5 == pytest.approx(0.04, abs=0.004)


def test_differences_that_luck_explains_are_none():
    assert likeness([Counted(8, 40)] * 5) == 0


@pytest.mark.parametrize("won", [0, 100])
def test_peers_that_all_had_one_outcome_prove_no_certainty(won):
    pooled = pooled_share([Counted(won, 100)] * 6)

    assert 0 < pooled < 1
    assert abs(pooled - won / 100) < 0.001


def test_peers_at_both_ends_are_worth_jeffreys_at_least():
    peers = [Counted(0, 100)] * 3 + [Counted(100, 100)] * 3

    assert prior_weight(likeness(peers)) == pytest.approx(1)


@given(PEERS)
def test_a_share_and_a_likeness_can_always_be_taken_in(peers):
    alike = likeness(peers)

    assert 0 < pooled_share(peers) < 1
    assert 0 <= alike <= 1
    assert not alike or prior_weight(alike) >= 1
