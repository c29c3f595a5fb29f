"""How many peers are likely to be at a target."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from plans.calculations.targets.realism import AtTarget, share_of_peers
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import (
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
    Weekly,
)
from salesgym.numbers.calculations.statistics.role_prior import share_prior
from salesgym.numbers.calculations.statistics.shrinkage import shrunken_rates


def test_the_share_of_peers_is_the_mean_of_their_chances():
    peers = [
        Counted(20, 100),
        Counted(31, 100),
        Counted(8, 40),
        Counted(0, 10),
        Counted(12, 30),
        Counted(5, 9),
    ]

    found = share_of_peers(0.3, peers)

    chances = [stats.beta.sf(0.3, one.successes + 0.5, one.trials - one.successes + 0.5) for one in peers]
    assert found.expected == pytest.approx(sum(chances))
    assert found.share == pytest.approx(sum(chances) / 6)
    assert share_of_peers(0.3, peers, lower_is_better=True).expected == pytest.approx(6 - sum(chances))


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Counted(min(pair), max(pair))),
        min_size=5,
        max_size=9,
    ),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_never_more_peers_are_at_a_higher_target(peers, one, other):
    low, high = sorted([one, other])

    assert share_of_peers(high, peers).expected <= share_of_peers(low, peers).expected + 1e-9


@pytest.mark.parametrize("target", [-0.1, math.nan, math.inf, 1e300])
def test_an_impossible_target_is_refused(target):
    with pytest.raises((NoAnswer, ValueError), match="target"):
        share_of_peers(target, [Counted(3, 10)] * 5)


def test_none_is_likely_to_be_there_where_the_sum_is_under_a_half():
    peers = [Counted(20, 100)] * 9

    assert 0 < share_of_peers(0.30, peers).expected < 0.5
    assert share_of_peers(0.30, peers).likely == 0
    assert AtTarget(0.5, 9).likely == 1
    assert AtTarget(2.49, 9).likely == 2


def test_a_peer_with_a_lucky_few_trials_is_no_proof():
    steady = [Counted(20 + extra, 100) for extra in (-8, -4, 0, 4, 8)]

    assert share_of_peers(0.45, [*steady, Counted(3, 4)]).likely == 1
    assert share_of_peers(0.45, [*steady, Counted(1, 2)]).expected < 1


def test_a_wider_spread_leaves_more_open_for_each_peer():
    peers = [Counted(20, 100)] * 6

    narrow, wide = (share_of_peers(0.25, peers, spread=phi) for phi in (1.0, 2.5))

    assert wide.expected == pytest.approx(6 * stats.beta.sf(0.25, 8.5, 32.5))
    assert wide.expected > narrow.expected


def test_peers_may_be_counted_a_week():
    peers = [Rate(events, 20) for events in (100, 200, 300, 400, 500)]

    found = share_of_peers(18, peers)

    assert found.expected == pytest.approx(
        sum(stats.gamma.sf(18, one.events + 0.5, scale=1 / 20) for one in peers)
    )
    assert found.likely == 2
    # Each one's own dispersion, or the role's phi where that is known.
    wide = [Rate(one.events, one.weeks, 3.0) for one in peers]
    assert share_of_peers(18, wide) == share_of_peers(18, peers, spread=3.0)


def test_money_a_week_is_counted_in_units_of_its_phi():
    money = [Rate(3_000 * events, 20) for events in (100, 200, 300, 400, 500)]
    counts = [Rate(events, 20) for events in (100, 200, 300, 400, 500)]

    found = share_of_peers(18 * 3_000, money, spread=3_000)

    assert found.expected == pytest.approx(share_of_peers(18, counts).expected)


def test_averages_lie_around_their_own_value():
    peers = [Averaged(8_000 * deals, deals) for deals in (4, 9, 16, 25, 36)]

    found = share_of_peers(9_000, peers, spread=4_000.0**2)

    assert found.expected == pytest.approx(
        sum(stats.norm.sf(1_000 / (4_000 / root)) for root in (2, 3, 4, 5, 6))
    )
    with pytest.raises(ValueError, match="variance of one deal"):
        share_of_peers(9_000, peers)


def test_weekly_amounts_lie_around_their_mean_as_student_says():
    weeks = [7_000.0, 9_000.0, 12_000.0, 8_000.0]
    peers = [Weekly(weeks)] * 5

    found = share_of_peers(10_000, peers)

    chance = stats.t.sf((10_000 - 9_000) / stats.sem(weeks), 3)
    assert found.share == pytest.approx(chance)
    assert share_of_peers(70, [Weekly([70.0] * 8)] * 4 + [Weekly([80.0] * 8)]).expected == pytest.approx(3)


@pytest.mark.parametrize("peers", [[], [Counted(3, 10)] * 4, [Counted(3, 10)] * 4 + [Counted(0, 0)]], ids=len)
def test_under_five_peers_nothing_is_claimed(peers):
    with pytest.raises(NotEnoughYet) as refusal:
        share_of_peers(0.3, peers)

    assert (refusal.value.have, refusal.value.need, refusal.value.lacking) == (min(len(peers), 4), 5, "peers")


def test_peers_of_different_kinds_are_refused():
    with pytest.raises(ValueError, match="different ways"):
        share_of_peers(0.3, [Counted(1, 3)] * 5 + [Rate(1, 3)])


def test_the_prior_of_the_role_stands_in_jeffreys_place():
    counted, events, deals = [Counted(20, 100)] * 5, [Rate(20, 10)] * 5, [Averaged(9 * 8_000, 9)] * 5

    assert share_of_peers(0.25, counted, spread=2, prior=Prior(8, 32)).share == pytest.approx(
        stats.beta.sf(0.25, 18, 72)
    )
    assert share_of_peers(2.5, events, spread=2, prior=Prior(8, 4)).share == pytest.approx(
        stats.gamma.sf(2.5, 18, scale=1 / 9)
    )
    # Nine deals of a variance of 9,000,000 are as sure as the prior: half way, and half of the variance.
    known = share_of_peers(8_000, deals, spread=9e6, prior=NormalPrior(7_000, 1e6))
    assert known.share == pytest.approx(stats.norm.sf(500 / np.sqrt(5e5)))
    with pytest.raises(ValueError, match="different kinds"):
        share_of_peers(0.25, counted, prior=NormalPrior(0.2, 0.01))


@pytest.mark.parametrize(("trials", "jeffreys_within"), [(104, 0.13), (780, 0.035)])
def test_the_share_at_a_target_that_few_are_at_needs_the_prior_of_the_role(trials, jeffreys_within):
    """True shares Beta(.20, sd .04), 13 weeks of 8 or 60 a week, a target of .26 that about 7 in 100 are at."""
    random = np.random.default_rng(41)
    told, with_role, shrunken, truth = [], [], [], []
    for _team in range(200):
        true = random.beta(0.2 * 99, 0.8 * 99, 12)
        peers = [Counted(int(random.binomial(trials, share)), trials) for share in true]
        told.append(share_of_peers(0.26, peers).share)
        with_role.append(share_of_peers(0.26, peers, prior=share_prior(peers)).share)
        levels = shrunken_rates(dict(enumerate(peers))).values()
        shrunken.append(sum(level >= 0.26 for level in levels) / 12)
        truth.append(float(np.mean(true >= 0.26)))

    assert np.mean(with_role) == pytest.approx(np.mean(truth), abs=0.02)
    assert np.mean(truth) < np.mean(told) < np.mean(truth) + jeffreys_within
    assert np.mean(shrunken) < np.mean(truth)
