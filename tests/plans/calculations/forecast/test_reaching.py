"""Will the milestone be reached: exact where scipy knows the answer, and calibrated by simulation."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.forecast.reaching import Baseline, chance_of_reaching, chance_of_reaching_count
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Counted, Rate

KNOWN = {
    "target": 0.25,
    "since_start": Counted(20, 80),
    "baseline": Baseline(Counted(40, 200)),
    "recent_trials": [10] * 8,
    "window": Counted(4, 20),
    "weeks_left": 2,
    "seed": 3,
}


def ask(**changed):
    return chance_of_reaching(**KNOWN | changed)


def test_even_weeks_are_a_beta_binomial():
    # 10 of 40 are needed, 4 are there: 6 of the 20 to come, from Beta(.5 + 20 + 40 x 4/13, .5 + 60 + 160 x 4/13).
    weight = 4 / 13
    oracle = stats.betabinom(20, 20.5 + 40 * weight, 60.5 + 160 * weight)

    assert ask() == pytest.approx(oracle.sf(5), abs=0.025)
    assert ask(lower_is_better=True) == pytest.approx(oracle.cdf(6), abs=0.025)


def test_a_reload_shows_the_same():
    assert ask() == ask()


def test_a_window_that_is_full_is_settled():
    assert ask(weeks_left=0, window=Counted(5, 20)) == 1
    assert ask(weeks_left=0, window=Counted(4, 20)) == 0
    assert ask(weeks_left=0, window=Counted(4, 20), lower_is_better=True) == 1


def test_a_target_out_of_reach_has_no_chance():
    assert ask(target=0.9) == 0


def test_one_good_week_decides_nothing():
    without = ask(since_start=Counted(0, 0), window=Counted(0, 0), weeks_left=4)
    lucky = ask(since_start=Counted(6, 10), window=Counted(0, 0), weeks_left=4)

    assert without < lucky < 0.6


def test_a_longer_baseline_says_no_more_than_four_weeks_of_it():
    longer = ask(baseline=Baseline(Counted(80, 400), weeks=26))

    assert longer == pytest.approx(ask(), abs=0.02)


def test_the_last_eight_weeks_tell_how_much_comes():
    assert ask(recent_trials=[1_000, 2_000] + [10] * 8) == ask()


def test_without_a_baseline_the_weeks_since_the_start_speak():
    oracle = stats.betabinom(20, 20.5, 60.5)

    assert ask(baseline=None) == pytest.approx(oracle.sf(5), abs=0.025)


def test_a_window_that_may_stay_empty_is_not_met_by_nothing():
    often_away = [0, 0, 0, 0, 0, 0, 0, 10]

    chance = ask(
        target=0, recent_trials=often_away, window=Counted(0, 0), weeks_left=1, lower_is_better=False
    )

    assert chance == pytest.approx(1 / 8, abs=0.02)


@pytest.mark.parametrize("weeks", [[], [10] * 3, [0] * 8], ids=["none", "three", "all zero"])
def test_too_few_weeks_are_not_enough_yet(weeks):
    with pytest.raises(NotEnoughYet):
        ask(recent_trials=weeks)


def test_an_empty_window_on_its_due_date_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        ask(weeks_left=0, window=Counted(0, 0))


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": 1.2},
        {"weeks_left": 1.5},
        {"weeks_left": 1_000},
        {"window": Counted(5, 4)},
        {"window": Counted(1.5, 4)},
        {"recent_trials": [-1] * 8},
        {"baseline": Baseline(Counted(1, 4), weeks=0)},
        {"seed": -1},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        ask(**wrong)


def simulated(generator, seed, wander):
    """What was said of one rep and how often it then happened; `wander` moves the rate they have since the start."""
    weekly, baseline_rate = generator.integers(6, 25), generator.beta(6, 18)
    odds = np.log(baseline_rate / (1 - baseline_rate)) + wander * generator.normal()
    rate = 1 / (1 + np.exp(-odds))
    before = generator.poisson(weekly, 13)
    baseline = Counted(int(generator.binomial(before.sum(), baseline_rate)), int(before.sum()))
    since = generator.poisson(weekly, generator.integers(1, 9))
    won = generator.binomial(since, rate)
    inside = int(min(len(since), generator.integers(0, 4)))
    window = Counted(int(won[len(won) - inside :].sum()), int(since[len(since) - inside :].sum()))
    target = round(max(baseline.successes / baseline.trials * generator.uniform(0.9, 1.4), 0.02), 2)
    said = chance_of_reaching(
        target=target,
        since_start=Counted(int(won.sum()), int(since.sum())),
        baseline=Baseline(baseline),
        recent_trials=[int(trials) for trials in (*before, *since)],
        window=window,
        weeks_left=4 - inside,
        seed=seed,
    )
    coming = generator.poisson(weekly, (100, 4 - inside)).sum(axis=1)
    successes = window.successes + generator.binomial(coming, rate)
    return said, np.mean(successes >= target * (window.trials + coming) - 1e-9)


def test_the_stated_chance_happens_as_often_as_it_says():
    """Within 5 points in each fifth, for reps whose rate has wandered as the weight of the baseline assumes."""
    generator = np.random.default_rng(8)
    said, happened = np.array([simulated(generator, seed, 0.35) for seed in range(2_500)]).T
    fifths = np.minimum((said * 5).astype(int), 4)

    for fifth in range(5):
        among = fifths == fifth
        assert said[among].mean() == pytest.approx(happened[among].mean(), abs=0.05), fifth


def test_for_reps_who_have_not_changed_it_is_right_on_the_whole():
    generator = np.random.default_rng(8)
    said, happened = np.array([simulated(generator, seed, 0.0) for seed in range(1_000)]).T

    assert said.mean() == pytest.approx(happened.mean(), abs=0.05)


COUNTS = {
    "target": 76,
    "since_start": Rate(60, 4),
    "baseline": Rate(200, 13),
    "window": 38,
    "weeks_left": 2,
    "seed": 3,
}


def ask_count(**changed):
    return chance_of_reaching_count(**COUNTS | changed)


def test_a_count_is_a_gamma_poisson():
    shape, weeks = 60.5 + 200 * 4 / 13, 8
    oracle = stats.nbinom(shape, weeks / (weeks + 2))

    assert ask_count() == pytest.approx(oracle.sf(37), abs=0.025)
    assert ask_count(lower_is_better=True) == pytest.approx(oracle.cdf(38), abs=0.025)


def test_uneven_weeks_widen_the_draws_of_a_count():
    assert ask_count() < ask_count(since_start=Rate(60, 4, 3.0)) < 0.5


def test_a_count_whose_window_is_full_is_settled():
    assert ask_count(weeks_left=0, window=76) == 1
    assert ask_count(weeks_left=0, window=75) == 0


def test_a_count_of_three_weeks_in_all_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        ask_count(since_start=Rate(20, 1), baseline=Rate(30, 2))
