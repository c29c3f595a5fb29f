"""The chance that a step is reached, beside a slow simulation that weighs plans by their known weeks."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.drawn_runs import DrawnWeeks, meets
from tests.plans.calculations.forecast.plans_under_way import SIZES, TRIALS, average, count, money, share

MANY = 60_000


def slow(levels, known, likelihood, draw, sizes, *, gap, mark, weeks, plan_weeks, until, usual):
    """The chance by plans drawn before anything is known, each weighed by the likelihood of its known weeks."""
    generator = np.random.default_rng(9)
    changes = np.where(generator.random(MANY) < 0.5, generator.random(MANY) * 1.5 * gap, 0.0)
    weight, total, over = np.zeros(MANY), np.zeros((MANY, until)), np.zeros((MANY, until))
    is_known = np.ones(until, dtype=bool)
    for place in range(1, until + 1):
        level = np.maximum(levels + changes * min(1, 2 * place / plan_weeks), 1e-6)
        pair = known[place - 1] if place <= len(known) else "to come"
        if pair == "to come":
            over[:, place - 1] = generator.choice(sizes, MANY)
            total[:, place - 1] = draw(generator, level, over[:, place - 1])
        elif pair is None:
            is_known[place - 1] = False
        else:
            total[:, place - 1], over[:, place - 1] = pair
            weight += likelihood(*pair, level)
    best = DrawnWeeks(total, over, usual, is_known).best(
        weeks, first_end=len(known) + 1, last_end=until, lower_is_better=gap < 0
    )
    reached = meets(best, mark, lower_is_better=gap < 0)
    return np.average(reached, weights=np.exp(weight - weight.max()))


def beta_binomial(generator, level, trials):
    known = 1 / (0.6 / (np.mean(TRIALS) - 1)) - 1
    return generator.binomial(trials.astype(int), generator.beta(level * known, (1 - level) * known))


@pytest.mark.parametrize(
    ("gap", "mark", "until"), [(0.1, 0.3, 12), (0.1, 0.3, 6), (0.1, 0.24, 9), (-0.08, 0.16, 12)]
)
def test_a_share_is_as_likely_reached_as_weighed_plans_say(gap, mark, until):
    levels = stats.beta(20 + 26 / 1.6, 80 + 104 / 1.6).rvs(MANY, random_state=1)
    expected = slow(
        levels,
        [(3, 10), (2, 9), None, (4, 12)],
        lambda won, tried, level: (won * np.log(level) + (tried - won) * np.log1p(-level)) / 1.6,
        beta_binomial,
        TRIALS,
        gap=gap,
        mark=mark,
        weeks=5,
        plan_weeks=12,
        until=until,
        usual=9,
    )

    found = share(gap=gap, mark=mark, until=until, lower_is_better=gap < 0, draws=20_000)
    assert found == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(("gap", "mark"), [(2.0, 6.0), (-1.5, 3.5)])
def test_a_count_is_as_likely_reached_as_weighed_plans_say(gap, mark):
    levels = stats.gamma(25 + 52 / 1.8, scale=1 / (6.25 + 13 / 1.8)).rvs(MANY, random_state=1)
    expected = slow(
        levels,
        [(5, 1.0), (4, 0.8), (7, 1.0), None, (6, 1.0)],
        lambda events, worked, level: (events * np.log(level) - worked * level) / 1.8,
        lambda generator, level, worked: generator.negative_binomial(level * worked / 0.8, 1 / 1.8),
        [1.0, 1.0, 0.6],
        gap=gap,
        mark=mark,
        weeks=4,
        plan_weeks=12,
        until=10,
        usual=1.0,
    )

    found = count(gap=gap, mark=mark, lower_is_better=gap < 0, draws=20_000)
    assert found == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(("gap", "mark"), [(2_000.0, 6_000.0), (-1_500.0, 3_000.0)])
def test_money_is_as_likely_reached_as_weighed_plans_say(gap, mark):
    levels = stats.gamma(25 + 52_000 / 1_500, scale=1 / (0.00625 + 13 / 1_500)).rvs(MANY, random_state=1)
    expected = slow(
        levels,
        [(5_000, 1.0), (2_500, 1.0), (7_000, 1.0)],
        lambda total, worked, level: (total * np.log(level) - worked * level) / 1_500,
        lambda generator, level, worked: generator.gamma(level * worked / 1_500, 1_500),
        [1.0, 1.0, 0.6],
        gap=gap,
        mark=mark,
        weeks=5,
        plan_weeks=12,
        until=12,
        usual=1.0,
    )

    found = money(gap=gap, mark=mark, lower_is_better=gap < 0, draws=20_000)
    assert found == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(("gap", "mark"), [(3_000.0, 10_500.0), (-2_000.0, 6_500.0)])
def test_an_average_is_as_likely_reached_as_weighed_plans_say(gap, mark):
    deal = np.var(SIZES) * 8_000**2
    known = 1 / 1_600**2 + 50 / deal
    levels = stats.norm((8_000 / 1_600**2 + 400_000 / deal) / known, known**-0.5).rvs(MANY, random_state=1)

    def deals(generator, level, number):
        drawn = generator.choice(SIZES, (MANY, 6))
        return level * (drawn * (np.arange(6) < number[:, None])).sum(axis=1)

    expected = slow(
        levels,
        [(40_000, 4), (9_000, 1), (50_000, 5)],
        lambda total, number, level: -number * (total / number - level) ** 2 / (2 * deal),
        deals,
        [4, 1, 5, 6],
        gap=gap,
        mark=mark,
        weeks=5,
        plan_weeks=12,
        until=12,
        usual=4,
    )

    found = average(gap=gap, mark=mark, lower_is_better=gap < 0, draws=20_000)
    assert found == pytest.approx(expected, abs=0.02)
