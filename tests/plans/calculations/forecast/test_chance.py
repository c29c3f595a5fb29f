"""The chance that a step is reached: what counts of known weeks, what is to come, and what is refused."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.forecast.chance import Step, outlook
from plans.calculations.targets import fairness
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.improvement import probability_real
from salesgym.numbers.calculations.statistics.levels import count_level, share_level
from salesgym.numbers.calculations.statistics.measured import Counted, Prior, Rate
from tests.plans.calculations.forecast.plans_under_way import SO_FAR, TRIALS, average, count, share


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
