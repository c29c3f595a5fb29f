"""What is known of a rep's true level, and the weeks that a level gives, for each kind of number."""

import numpy as np
import pytest
from scipy import stats

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.levels import (
    amount_level,
    average_level,
    count_level,
    money_level,
    share_level,
    usual_over,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

CHANCES = np.array([0.05, 0.5, 0.95])
MANY = 40_000
PEERS_OF_MONEY = Prior(25, 0.0025)
PEERS_OF_DEALS = NormalPrior(10_000, 4_000_000)


def drawn(level, at, over, *, seed=1):
    """Many weeks of a rep who is certainly at this level."""
    return level.weeks(np.random.default_rng(seed), np.full(MANY, float(at)), np.full(MANY, float(over)))


def test_own_successes_are_divided_by_the_spread_and_the_peers_are_not():
    level = share_level(Counted(40, 200), Prior(20, 80), spread=2)

    assert (level.first, level.second) == (20 + 20, 80 + 80)
    assert level.expected == pytest.approx(0.2)
    assert level.quantiles(CHANCES) == pytest.approx(stats.beta(40, 160).ppf(CHANCES))


def test_own_events_and_weeks_are_divided_by_the_spread_and_the_peers_are_not():
    level = count_level(Rate(52, 13), Prior(25, 5), spread=2)

    assert (level.first, level.second) == (25 + 26, 5 + 6.5)
    assert level.expected == pytest.approx(51 / 11.5)
    assert level.quantiles(CHANCES) == pytest.approx(stats.gamma(51, scale=1 / 11.5).ppf(CHANCES))


def test_money_is_a_count_with_its_spread_in_the_currency():
    level = money_level(Rate(120_000, 13), PEERS_OF_MONEY, spread=2_000)

    assert (level.first, level.second) == (25 + 60, 0.0025 + 0.0065)
    assert level.expected == pytest.approx(85 / 0.009)


def test_a_spread_under_one_counts_as_one_for_shares_and_counts_but_not_for_money():
    assert share_level(Counted(4, 20), Prior(2, 8), spread=0.5).spread == 1
    assert count_level(Rate(4, 2), Prior(2, 1), spread=0.5).spread == 1
    assert money_level(Rate(4, 2), Prior(2, 1), spread=0.5).spread == 0.5


def test_own_deals_are_added_to_the_peers_by_their_precision():
    """One deal varies by .25 x 10,000 squared; six such deals weigh as much as the peers, who vary by 4 million."""
    level = average_level(Averaged(6.25 * 14_000, 6.25), PEERS_OF_DEALS, spread=0.25)

    assert level.expected == pytest.approx(12_000)
    assert level.second == pytest.approx(2_000_000)
    assert level.quantiles(CHANCES) == pytest.approx(stats.norm(12_000, 2_000_000**0.5).ppf(CHANCES))


def test_weeks_of_a_share_are_beta_binomial_with_the_spread_at_the_usual_trials():
    level = share_level(Counted(40, 200), Prior(20, 80), spread=1.9, usual=10)
    known = 1 / (0.9 / 9) - 1
    found = np.bincount(drawn(level, 0.3, 10), minlength=11) / MANY

    assert found == pytest.approx(stats.betabinom(10, 0.3 * known, 0.7 * known).pmf(np.arange(11)), abs=0.01)


@pytest.mark.parametrize(("usual", "spread", "alike"), [(10, 1.0, 0), (1, 3, 0), (0.5, 3, 0), (2, 3, 0.5)])
def test_trials_of_a_week_are_alike_by_half_at_most_and_not_at_all_at_one_trial(usual, spread, alike):
    level = share_level(Counted(40, 200), Prior(20, 80), spread=spread, usual=usual)

    assert drawn(level, 0.3, 8).var() == pytest.approx(8 * 0.21 * (1 + 7 * alike), rel=0.05)


def test_weeks_of_a_count_are_negative_binomial_and_poisson_without_spread():
    """Mean l w, variance phi l w, size l w / (phi - 1)."""
    wide, plain = (count_level(Rate(52, 13), Prior(25, 5), spread=spread) for spread in (2.5, 1.0))
    places = np.arange(12)

    assert (np.bincount(drawn(wide, 4, 0.8), minlength=12) / MANY)[:12] == pytest.approx(
        stats.nbinom(3.2 / 1.5, 1 / 2.5).pmf(places), abs=0.01
    )
    assert (np.bincount(drawn(plain, 4, 0.8), minlength=12) / MANY)[:12] == pytest.approx(
        stats.poisson(3.2).pmf(places), abs=0.01
    )


def test_weeks_of_money_are_gamma():
    found = drawn(money_level(Rate(120_000, 13), PEERS_OF_MONEY, spread=2_000), 9_000, 1)

    assert np.quantile(found, CHANCES) == pytest.approx(
        stats.gamma(4.5, scale=2_000).ppf(CHANCES), rel=0.04, abs=100
    )


@pytest.mark.parametrize("deals", [1, 4, 60])
def test_weeks_of_an_average_are_deals_of_the_role_times_the_level(deals):
    sizes = [0.5, 0.7, 1.0, 1.8]
    spread = float(np.var(sizes))
    level = average_level(Averaged(100_000, 10), PEERS_OF_DEALS, spread=spread, sizes=sizes)
    found = drawn(level, 8_000, deals)

    assert found.mean() == pytest.approx(8_000 * deals, rel=0.01)
    assert found.var() == pytest.approx(8_000**2 * deals * spread, rel=0.05)
    if deals == 1:
        assert sorted(set(np.round(found / 8_000, 6))) == sizes


def test_a_week_without_deals_sums_to_nothing():
    level = average_level(Averaged(100_000, 10), PEERS_OF_DEALS, spread=0.3, sizes=[0.5, 1.5])

    assert not drawn(level, 8_000, 0).any()


LIKELIHOODS = {
    "share": (
        share_level(Counted(40, 200), Prior(20, 80), spread=1.6),
        3.0,
        11.0,
        lambda level: stats.binom(11, level).logpmf(3) / 1.6,
        (0.15, 0.3),
    ),
    "count": (
        count_level(Rate(52, 13), Prior(25, 5), spread=1.6),
        3.0,
        0.8,
        lambda level: stats.poisson(0.8 * level).logpmf(3) / 1.6,
        (3, 6),
    ),
    "money": (
        money_level(Rate(120_000, 13), PEERS_OF_MONEY, spread=2_000),
        9_000.0,
        1.0,
        lambda level: (9_000 * np.log(level) - level) / 2_000,
        (7_000, 12_000),
    ),
    "average": (
        average_level(Averaged(100_000, 10), PEERS_OF_DEALS, spread=0.25),
        45_000.0,
        5.0,
        lambda level: stats.norm(level, (0.25 * 10_000**2 / 5) ** 0.5).logpdf(9_000),
        (8_000, 12_000),
    ),
}


@pytest.mark.parametrize("kind", LIKELIHOODS)
def test_two_levels_are_compared_by_the_likelihood_of_a_week_over_the_spread(kind):
    level, total, over, expected, pair = LIKELIHOODS[kind]
    low, high = level.evidence(np.array(total), np.array(over), np.array(pair, dtype=float))

    assert high - low == pytest.approx(expected(pair[1]) - expected(pair[0]))


@pytest.mark.parametrize(
    ("level", "goal", "lower", "gap"),
    [
        (share_level(Counted(0, 0), Prior(20, 80)), 0.3, False, 0.1),
        (share_level(Counted(0, 0), Prior(20, 80)), 0.1, True, -0.1),
        (share_level(Counted(0, 0), Prior(20, 80)), 0.15, False, 0.056),
        (share_level(Counted(0, 0), Prior(20, 80)), 0.2, False, 0.056),
        (share_level(Counted(0, 0), Prior(20, 80)), 0.25, True, -0.056),
        (share_level(Counted(0, 0), Prior(90, 10)), 0.8, False, 0.05),
        (share_level(Counted(0, 0), Prior(90, 10)), 0.95, True, -0.252),
        (count_level(Rate(0, 0), Prior(20, 5)), 3, False, 1.12),
        (money_level(Rate(0, 0), Prior(20, 0.01), spread=500), 2_500, True, -560),
        (money_level(Rate(0, 0), Prior(20, 0.01), spread=500), 1_000, False, 560),
        (average_level(Averaged(0, 0), PEERS_OF_DEALS, spread=0.5), 9_000, False, 2_800),
    ],
)
def test_the_gap_is_the_way_to_the_goal_or_28_percent_where_the_goal_lies_behind(level, goal, lower, gap):
    assert level.gap_to(goal, lower_is_better=lower) == pytest.approx(gap)


def test_levels_are_kept_where_no_week_is_impossible():
    share, count = (
        share_level(Counted(0, 0), Prior(0.02, 0.02)),
        count_level(Rate(0, 0), Prior(0.001, 1)),
    )

    assert share.quantiles(np.array([0.01, 0.99])) == pytest.approx([1e-6, 1 - 1e-6])
    assert share.inside(np.array([-3.0, 2.0])) == pytest.approx([1e-6, 1 - 1e-6])
    assert count.quantiles(np.array([0.01])) == pytest.approx([1e-6])
    assert count.inside(np.array([-3.0, 2.0])) == pytest.approx([1e-6, 2])


def test_the_team_moves_a_share_by_log_odds_and_all_else_by_a_factor():
    share, count = share_level(Counted(0, 0), Prior(20, 80)), count_level(Rate(0, 0), Prior(20, 5))

    assert share.shifted(np.array([0.2]), np.log(2)) == pytest.approx([1 / 3])
    assert count.shifted(np.array([4.0]), np.log(2)) == pytest.approx([8])
    assert share.shifted(np.array([0.2]), 0.0) == pytest.approx([0.2])


def test_the_usual_trials_are_the_mean_of_the_known_weeks():
    assert usual_over([8, None, 12, 10]) == 10
    assert usual_over([8, 0]) == 4


@pytest.mark.parametrize("weeks", [[], [None], [0, 0], [1e-12]])
def test_without_any_trials_nothing_is_usual(weeks):
    with pytest.raises(NotEnoughYet):
        usual_over(weeks)


def test_trials_and_deals_are_drawn_whole_and_shares_of_weeks_worked_as_they_are():
    assert share_level(Counted(0, 0), Prior(20, 80)).week_sizes([9.6, 3.0]) == [10, 3]
    assert count_level(Rate(0, 0), Prior(20, 5)).week_sizes([0.6, 1.0]) == [0.6, 1]
    with pytest.raises(NoAnswer):
        count_level(Rate(0, 0), Prior(20, 5)).week_sizes([1.2])


def test_a_rep_and_peers_of_different_kinds_are_refused():
    with pytest.raises(ValueError, match="different ways"):
        amount_level(Rate(4, 2), PEERS_OF_DEALS, spread=1)
