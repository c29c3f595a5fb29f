"""The chance that a plan has changed something, beside slow integrals over every level and every change."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.statistics.improvement import (
    probability_real,
    probability_real_amounts,
    probability_real_count,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

# Points of the slow integrals, by levels and by changes: Gauss-Legendre.
LEVELS, CHANGES = 160, 24


def slow(before, low, high, likelihood, *, gap, plan_weeks, inside):
    """m1 / (m0 + m1) by quadrature: `before` is the density of the level, `likelihood` the log of one week's."""
    nodes, weights = np.polynomial.legendre.leggauss(LEVELS)
    levels = low + (nodes + 1) / 2 * (high - low)
    by_level = weights * before(levels)
    nodes, by_change = np.polynomial.legendre.leggauss(CHANGES)
    changes = np.concatenate(([0.0], (nodes + 1) / 2 * 1.5 * gap))[:, None]
    evidence = sum(
        log(inside(levels + changes * min(1, 2 * place / plan_weeks)))
        for place, log in enumerate(likelihood, start=1)
        if log
    )
    by_all = np.exp(evidence - evidence.max()) @ by_level
    unchanged, changed = by_all[0], by_change @ by_all[1:] / by_change.sum()
    return changed / (unchanged + changed)


def binomial(pair, spread):
    """The log likelihood of one week of a share, as a function of its level."""
    return pair and (lambda level: stats.binom(pair[1], level).logpmf(pair[0]) / spread)


def poisson(pair, spread):
    return pair and (lambda level: stats.poisson(pair[1] * level).logpmf(pair[0]) / spread)


def share_inside(levels):
    return np.clip(levels, 1e-6, 1 - 1e-6)


def above_zero(levels):
    return np.maximum(levels, 1e-6)


def sides(weeks):
    return [pair[0] if pair else None for pair in weeks], [pair[1] if pair else None for pair in weeks]


RISING = [(2, 10), (3, 11), (4, 9), None, (3, 10), (4, 12), (3, 8), (5, 11)]
SHARES = {
    "one week": ([(6, 25)], 0.1, 12, 1.0),
    "a rise with an unknown week": (RISING, 0.1, 12, 1.5),
    "no rise": ([(2, 10)] * 12, 0.1, 12, 1.0),
    "many trials": ([(14, 60), (13, 60), (17, 60), (16, 60), *[(18, 60)] * 22], 0.1, 26, 1.0),
    "many trials at the start's level": ([(12, 60), (11, 60), *[(13, 60)] * 24], 0.1, 26, 2.0),
    "a fall": ([(1, 25), (2, 25), (3, 25), (1, 25)], 0.1, 6, 1.0),
    "an extension": ([(3, 25)] * 4 + [(8, 25)] * 10, 0.08, 8, 1.0),
    "lower is better": ([(5, 25), (4, 25), (3, 25), (2, 25), (2, 25)], -0.1, 12, 1.0),
    "lower is better, down to nothing": ([(1, 25), (0, 25), (0, 25)], -0.19, 6, 1.0),
}


@pytest.mark.parametrize("case", SHARES)
@pytest.mark.parametrize("own", [Counted(26, 130), Counted(156, 780)])
def test_a_share_is_within_a_hundredth_of_the_exact_integral(case, own):
    weeks, gap, plan_weeks, spread = SHARES[case]
    before = stats.beta(20 + own.successes / spread, 80 + (own.trials - own.successes) / spread)
    found = probability_real(
        own=own,
        peers=Prior(20, 80),
        successes=sides(weeks)[0],
        trials=sides(weeks)[1],
        gap=gap,
        plan_weeks=plan_weeks,
        spread=spread,
        lower_is_better=gap < 0,
    )

    expected = slow(
        before.pdf,
        *before.ppf([1e-9, 1 - 1e-9]),
        [binomial(pair, spread) for pair in weeks],
        gap=gap,
        plan_weeks=plan_weeks,
        inside=share_inside,
    )
    assert found == pytest.approx(expected, abs=0.01)


COUNTS = {
    "few": ([(2, 1.0), (1, 1.0), (4, 0.8), None, (3, 1.0)], 1.0, 2, 1.0),
    "a rise": ([(9, 1.0), (10, 1.0), (9, 0.8), (12, 1.0), (13, 1.0), (12, 1.0)], 4.0, 8, 1.5),
    "many": ([(44, 1.0), (48, 1.0), (50, 1.0), *[(58, 1.0)] * 9], 20.0, 40, 2.0),
    "lower is better": ([(7, 1.0), (6, 1.0), (5, 0.6), (4, 1.0)], -3.0, 8, 1.0),
}


@pytest.mark.parametrize("case", COUNTS)
def test_a_count_is_within_a_hundredth_of_the_exact_integral(case):
    weeks, gap, mean, spread = COUNTS[case]
    before = stats.gamma(25 + 13 * mean / spread, scale=1 / (25 / mean + 13 / spread))
    found = probability_real_count(
        own=Rate(13 * mean, 13),
        peers=Prior(25, 25 / mean),
        events=sides(weeks)[0],
        worked=sides(weeks)[1],
        gap=gap,
        plan_weeks=12,
        spread=spread,
        lower_is_better=gap < 0,
    )

    expected = slow(
        before.pdf,
        *before.ppf([1e-9, 1 - 1e-9]),
        [poisson(pair, spread) for pair in weeks],
        gap=gap,
        plan_weeks=12,
        inside=above_zero,
    )
    assert found == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("gap", [4_000.0, -3_000.0])
@pytest.mark.parametrize("weeks", [[9_000], [9_000, 11_000, 0, 14_000, 12_500, 13_000], [6_000] * 8])
def test_money_is_within_a_hundredth_of_the_exact_integral(gap, weeks):
    spread = 2_500.0
    before = stats.gamma(25 + 104_000 / spread, scale=1 / (0.003125 + 13 / spread))
    found = probability_real_amounts(
        own=Rate(104_000, 13),
        peers=Prior(25, 0.003125),
        totals=weeks,
        over=[1.0] * len(weeks),
        gap=gap,
        plan_weeks=12,
        spread=spread,
        lower_is_better=gap < 0,
    )

    expected = slow(
        before.pdf,
        *before.ppf([1e-9, 1 - 1e-9]),
        [lambda level, money=money: (money * np.log(level) - level) / spread for money in weeks],
        gap=gap,
        plan_weeks=12,
        inside=above_zero,
    )
    assert found == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("gap", [3_000.0, -2_000.0])
@pytest.mark.parametrize("weeks", [[(30_000, 3)], [(30_000, 3), (8_000, 1), (60_000, 5), (44_000, 4)]])
def test_an_average_is_within_a_hundredth_of_the_exact_integral(gap, weeks):
    """One deal varies by .5 x 8,000 squared; own deals are 40 of 7,500, the peers lie 1,600 apart."""
    deal = 0.5 * 8_000**2
    known = 1 / 1_600**2 + 40 / deal
    before = stats.norm((8_000 / 1_600**2 + 300_000 / deal) / known, known**-0.5)
    found = probability_real_amounts(
        own=Averaged(300_000, 40),
        peers=NormalPrior(8_000, 1_600**2),
        totals=sides(weeks)[0],
        over=sides(weeks)[1],
        gap=gap,
        plan_weeks=12,
        spread=0.5,
        lower_is_better=gap < 0,
    )

    def normal(total, deals):
        return lambda level: stats.norm(level, (deal / deals) ** 0.5).logpdf(total / deals)

    expected = slow(
        before.pdf,
        *before.ppf([1e-9, 1 - 1e-9]),
        [normal(*pair) for pair in weeks],
        gap=gap,
        plan_weeks=12,
        inside=above_zero,
    )
    assert found == pytest.approx(expected, abs=0.01)


def real(successes, trials, **more):
    usual = {"own": Counted(40, 200), "peers": Prior(20, 80), "gap": 0.1, "plan_weeks": 8}
    return probability_real(**usual | {"successes": successes, "trials": trials} | more)


def test_without_numbers_it_is_as_likely_as_not():
    assert real([], []) == pytest.approx(0.5)
    assert real([None, 3, None], [None, None, 10]) == pytest.approx(0.5)
    assert real([0, 0], [0, 0]) == pytest.approx(0.5)


def test_the_odds_are_a_martingale_for_an_unchanged_rep():
    """Every outcome of three weeks of two trials: weighed by its chance for an unchanged rep, the odds average to 1."""
    expected = 0.0
    for outcome in product(range(3), repeat=3):
        chance = stats.betabinom(6, 60, 240).pmf(sum(outcome)) / stats.binom(6, 0.5).pmf(sum(outcome))
        chance *= np.prod([stats.binom(2, 0.5).pmf(won) for won in outcome])
        changed = real(list(outcome), [2, 2, 2])
        expected += chance * changed / (1 - changed)

    assert expected == pytest.approx(1, abs=0.002)


def test_an_unknown_week_keeps_its_place():
    """A good week late in the plan says more for a change than the same week at its start."""
    assert real([None, None, None, 5], [None, None, None, 10]) > real([5], [10])


def test_where_lower_is_better_all_is_mirrored():
    up = real([3, 4, 5], [10, 10, 10])
    down = real(
        [7, 6, 5],
        [10, 10, 10],
        own=Counted(160, 200),
        peers=Prior(80, 20),
        gap=-0.1,
        lower_is_better=True,
    )

    assert down == pytest.approx(up)


def test_counts_of_the_rep_and_of_the_plan_are_divided_by_the_spread():
    plain = real([3, 4, 5], [10, 10, 10], own=Counted(20, 100))

    assert real([6, 8, 10], [20, 20, 20], own=Counted(40, 200), spread=2) == pytest.approx(plain)


def test_what_the_whole_team_changed_by_is_not_the_plans_doing():
    assert real([3, 3, 3], [10, 10, 10], team_change=0.4) < real([3, 3, 3], [10, 10, 10])


def test_one_odd_week_does_not_change_the_method_but_sums_beyond_all_trials_do():
    assert 0 < real([6, 1], [5, 12]) < 1
    with pytest.raises(NoAnswer, match="more successes"):
        real([300, 1], [5, 12])
