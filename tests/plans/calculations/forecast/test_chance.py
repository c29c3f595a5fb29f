"""The chance that a step is reached, beside a slow simulation that weighs plans by their known weeks."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.drawn_runs import DrawnWeeks, meets
from plans.calculations.forecast.chance import (
    Step,
    chance_of_reaching,
    chance_of_reaching_amounts,
    chance_of_reaching_count,
    outlook,
)
from plans.calculations.targets import fairness
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.improvement import probability_real
from salesgym.numbers.calculations.statistics.levels import count_level, share_level
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

SO_FAR = {"successes": [3, 2, None, 4], "trials": [10, 9, 11, 12]}
TRIALS = [8, 10, 6, 9, 7, 8, 11, 13]
MANY = 60_000
SIZES = [0.5, 0.8, 1.7]


def share(**more):
    usual = {
        "own": Counted(26, 130),
        "peers": Prior(20, 80),
        **SO_FAR,
        "gap": 0.1,
        "mark": 0.3,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "usual_trials": 9,
        "weekly_trials": TRIALS,
        "spread": 1.6,
        "seed": 3,
    }
    return chance_of_reaching(**usual | more)


def count(**more):
    usual = {
        "own": Rate(52, 13),
        "peers": Prior(25, 6.25),
        "events": [5, 4, 7, None, 6],
        "worked": [1.0, 0.8, 1.0, 1.0, 1.0],
        "gap": 2.0,
        "mark": 6.0,
        "weeks": 4,
        "plan_weeks": 12,
        "until": 10,
        "weekly_trials": [1.0, 1.0, 0.6],
        "spread": 1.8,
        "seed": 3,
    }
    return chance_of_reaching_count(**usual | more)


def money(**more):
    usual = {
        "own": Rate(52_000, 13),
        "peers": Prior(25, 0.00625),
        "totals": [5_000, 2_500, 7_000],
        "over": [1.0, 1.0, 1.0],
        "gap": 2_000.0,
        "mark": 6_000.0,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "weekly_trials": [1.0, 1.0, 0.6],
        "spread": 1_500.0,
        "seed": 3,
    }
    return chance_of_reaching_amounts(**usual | more)


def average(**more):
    usual = {
        "own": Averaged(400_000, 50),
        "peers": NormalPrior(8_000, 1_600**2),
        "totals": [40_000, 9_000, 50_000],
        "over": [4, 1, 5],
        "gap": 3_000.0,
        "mark": 10_500.0,
        "weeks": 5,
        "plan_weeks": 12,
        "until": 12,
        "usual_trials": 4,
        "weekly_trials": [4, 1, 5, 6],
        "spread": float(np.var(SIZES)),
        "sizes": SIZES,
        "seed": 3,
    }
    return chance_of_reaching_amounts(**usual | more)


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


@pytest.mark.parametrize("trials", [3, 8, 25, 60])
def test_on_the_first_day_the_chance_lies_between_the_bars(trials):
    rep = {"own": Counted(2 * trials, 13 * trials), "peers": Prior(20, 80)}
    expected = (20 + 2 * trials) / (100 + 13 * trials)
    step = {"mark": 1.5 * expected, "weeks": 6, "plan_weeks": 12, "weekly_trials": [trials] * 13, "seed": 1}
    bars = fairness.odds_over_plan(**rep, goal=1.5 * expected, **step)
    chance = share(
        **rep, **step, successes=[], trials=[], gap=0.5 * expected, usual_trials=trials, spread=1.0
    )

    assert bars.luck < chance < 1 - bars.miss


def test_known_weeks_stay_as_they_are():
    """Five of a run of six weeks are known: only the sixth is open, and it may not lack more than it can bring."""
    rich, poor = ([won] * 5 for won in (6, 1))
    asked = {"trials": [10] * 5, "weeks": 6, "until": 6, "weekly_trials": [10] * 8, "spread": 1.0}

    assert share(successes=rich, **asked) == 1
    assert share(successes=poor, **asked) == 0


def test_weeks_without_numbers_at_the_end_are_still_to_come():
    asked = {"weeks": 4, "until": 6, "weekly_trials": [10] * 8}

    assert share(successes=[3, 3, None, None], trials=[10, 10, None, None], **asked) == share(
        successes=[3, 3], trials=[10, 10], **asked
    )


def test_a_week_without_numbers_in_between_is_lacking():
    """Weeks 2 to 5 lack week 3 only; with week 4 missing as well no run of four ends in week 5."""
    asked = {"weeks": 4, "until": 5, "weekly_trials": [10] * 8, "mark": 0.1, "trials": [10] * 4}

    assert share(successes=[3, 3, None, 3], **asked) > 0.9
    assert share(successes=[3, None, None, 3], **asked) == 0


def test_nothing_is_reached_after_the_last_week_that_counts():
    assert share(until=4) == 0
    assert share(until=0) == 0


def test_a_later_week_is_never_less_likely_and_a_higher_mark_never_more():
    found = outlook(
        share_level(Counted(26, 130), Prior(20, 80), spread=1.6, usual=9),
        totals=SO_FAR["successes"],
        over=SO_FAR["trials"],
        gap=0.1,
        plan_weeks=12,
        week_sizes=TRIALS,
        usual=9,
        seed=3,
    )
    by_week = [found.chance(Step(0.28, 5, until), last=12) for until in range(5, 13)]
    by_mark = [found.chance(Step(mark, 5, 12), last=12) for mark in (0.2, 0.24, 0.28, 0.35)]

    assert by_week == sorted(by_week)
    assert by_mark == sorted(by_mark, reverse=True)
    assert found.now == 4
    assert share() == outlook(
        share_level(Counted(26, 130), Prior(20, 80), spread=1.6, usual=float(np.mean(TRIALS))),
        totals=SO_FAR["successes"],
        over=SO_FAR["trials"],
        gap=0.1,
        plan_weeks=12,
        week_sizes=TRIALS,
        usual=9,
        seed=3,
    ).chance(Step(0.3, 5, 12))


def test_the_outlook_says_the_chance_of_a_change_that_is_said_elsewhere():
    found = outlook(
        share_level(Counted(26, 130), Prior(20, 80), spread=1.6),
        totals=SO_FAR["successes"],
        over=SO_FAR["trials"],
        gap=0.1,
        plan_weeks=12,
        week_sizes=TRIALS,
        usual=9,
        seed=3,
    )

    assert found.real == probability_real(
        own=Counted(26, 130), peers=Prior(20, 80), **SO_FAR, gap=0.1, plan_weeks=12, spread=1.6
    )


@pytest.mark.parametrize("spread", [1.0, 2.0])
def test_a_count_since_the_start_is_the_tail_of_a_negative_binomial(spread):
    """12 events are there, 8 weeks at a certain 4 a week are to come: 32 more are expected, 40 more are asked for."""
    found = outlook(
        count_level(Rate(0, 0), Prior(4e8, 1e8), spread=spread),
        totals=[5, 7],
        over=[1.0, 1.0],
        gap=1e-6,
        plan_weeks=10,
        week_sizes=[1.0],
        usual=1.0,
        draws=20_000,
        seed=3,
    )
    to_come = stats.poisson(32) if spread == 1 else stats.nbinom(32 / (spread - 1), 1 / spread)

    assert found.chance_of_sum(52, 10) == pytest.approx(to_come.sf(39), abs=0.015)
    assert found.chance_of_sum(12, 2) == 1
    assert found.chance_of_sum(12.5, 2) == 0


def test_trials_to_come_are_like_those_of_the_newest_eight_weeks():
    """Without spread, older weeks change nothing."""
    assert share(spread=1.0, weekly_trials=[500] * 5 + TRIALS) == share(spread=1.0)


def test_the_same_seed_gives_the_same_chance():
    assert share() == share()
    assert share(seed=4) != share()
    assert share(seed=4) == pytest.approx(share(), abs=0.05)


@pytest.mark.parametrize("usual", [0, None])
def test_without_usual_trials_it_is_not_enough_yet(usual):
    with pytest.raises(NotEnoughYet):
        share(usual_trials=usual)
    with pytest.raises(NotEnoughYet):
        average(usual_trials=usual)


def test_without_recent_trials_it_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        share(weekly_trials=[10, *[0] * 8])
    with pytest.raises(NotEnoughYet):
        count(weekly_trials=[])


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"gap": -0.1}, ValueError),
        ({"gap": 0.1, "lower_is_better": True}, ValueError),
        ({"draws": 0}, ValueError),
        ({"draws": 1e9}, ValueError),
        ({"weeks": 0}, ValueError),
        ({"weeks": 2.5}, NoAnswer),
        ({"until": 1_000}, ValueError),
        ({"mark": 1.2}, NoAnswer),
        ({"plan_weeks": 0}, ValueError),
        ({"successes": [900], "trials": [10]}, NoAnswer),
    ],
)
def test_what_makes_no_sense_is_refused(wrong, refusal):
    with pytest.raises(refusal):
        share(**wrong)
