"""Will an amount or an average be reached: drawn from the rep's own weeks."""

import numpy as np
import pytest

from plans.calculations.forecast.reaching_amounts import Week, chance_of_reaching_average
from salesgym.errors import NotEnoughYet, Refused

BEFORE = [Week(amount) for amount in (8_000, 12_000, 9_000, 11_000, 10_000, 7_000, 13_000, 10_000)]
KNOWN = {
    "target": 10_000,
    "since_start": BEFORE[:4],
    "baseline": BEFORE,
    "window": BEFORE[:2],
    "weeks_left": 2,
    "seed": 5,
}


def ask(**changed):
    return chance_of_reaching_average(**KNOWN | changed)


def test_a_target_at_the_usual_week_is_met_half_of_the_time():
    assert 0.4 < ask() < 0.7


def test_targets_outside_all_weeks_are_certain():
    assert ask(target=13_001, window=[]) == 0
    assert ask(target=6_999, window=[]) == 1
    assert ask(target=6_999, window=[], lower_is_better=True) == 0


def test_a_window_that_is_full_is_settled():
    assert ask(weeks_left=0) == 1
    assert ask(weeks_left=0, target=10_001) == 0


def test_an_average_divides_by_its_counts():
    weeks = [Week(30_000, 3), Week(20_000, 2), Week(10_000, 1), Week(0, 0)]

    chance = ask(since_start=weeks, baseline=[], window=[], target=10_000, weeks_left=1)

    # A week without a deal is no average: one of four draws, more or less.
    assert chance == pytest.approx(0.75, abs=0.03)


def test_it_happens_about_as_often_as_it_says():
    """Within 5 points on the whole, for reps whose weeks are lognormal and whose level has wandered."""
    generator = np.random.default_rng(12)
    said, happened = [], []
    for seed in range(300):
        level = generator.normal(9, 0.2)
        before = generator.lognormal(level, 0.5, 13)
        level += generator.normal(0, 0.15)
        since = generator.lognormal(level, 0.5, 6)
        target = float(before.mean() * generator.uniform(0.8, 1.3))
        said.append(
            ask(
                target=target,
                since_start=[Week(value) for value in since],
                baseline=[Week(value) for value in before],
                window=[],
                weeks_left=4,
                seed=seed,
            )
        )
        happened.append((generator.lognormal(level, 0.5, (200, 4)).mean(axis=1) >= target).mean())

    assert np.mean(said) == pytest.approx(np.mean(happened), abs=0.05)


@pytest.mark.parametrize("weeks", [[], BEFORE[:3], [Week(0, 0)] * 6], ids=["none", "three", "no count"])
def test_too_few_weeks_are_not_enough_yet(weeks):
    with pytest.raises(NotEnoughYet):
        ask(since_start=weeks, baseline=[])


def test_an_amount_below_zero_is_refused():
    with pytest.raises(Refused):
        ask(since_start=[Week(-1)] * 4)
