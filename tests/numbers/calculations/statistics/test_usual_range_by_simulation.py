"""What usual range and natural limits must give for reps who do not change, simulated with a seed."""

import numpy as np
import pytest

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.natural_limits import natural_limits
from salesgym.numbers.calculations.statistics.signals import SignalKind
from salesgym.numbers.calculations.statistics.usual_range import usual_range
from tests.numbers.calculations.statistics.stable_weeks import as_weeks, counts, money, shares

REPS, FIGURES, LATER = 200, 25, 8


def drawn(kind, size, *, volume, spread, seed):
    """Numerators and denominators of reps and weeks; None for denominators of counts and money."""
    rng = np.random.default_rng(seed)
    if kind == "ratio":
        return shares(rng, size, trials=volume, spread=spread)
    if kind == "count":
        return counts(rng, size, mean=volume, spread=spread), None
    amounts, won = money(rng, size, wins=volume, spread=spread)
    return amounts, won if kind == "average" else None


def inside(kind, *, volume, spread, weeks):
    """The part of later four-week figures that lies in the usual range of the weeks before."""
    size = (REPS, weeks + 4 * FIGURES)
    over, under = drawn(kind, size, volume=volume, spread=spread, seed=2026)
    held = []
    for rep in range(REPS):
        own = as_weeks(over[rep, :weeks], None if under is None else under[rep, :weeks])
        found = usual_range(own, kind, spread=spread)
        sums = over[rep, weeks:].reshape(FIGURES, 4).sum(axis=1)
        if under is None:
            figures = sums / 4
        else:
            tried = under[rep, weeks:].reshape(FIGURES, 4).sum(axis=1)
            figures = sums[tried > 0] / tried[tried > 0]
        held += [found.holds(figure) for figure in figures]
    return sum(held) / len(held)


def alarms(kind, *, volume, spread, weeks):
    """The part of later weeks that lies outside the natural limits of the weeks before."""
    over, under = drawn(kind, (REPS, weeks + LATER), volume=volume, spread=spread, seed=1931)
    seen = fired = 0
    for rep in range(REPS):
        own = as_weeks(over[rep], None if under is None else under[rep])
        try:
            found = natural_limits(own, own[:weeks], kind, spread=spread)
        except NotEnoughYet:
            continue
        seen += sum(value is not None for value in found.values[weeks:])
        fired += sum(one.kind is SignalKind.OUTSIDE and one.first >= weeks for one in found.signals)
    return fired / seen


@pytest.mark.parametrize("weeks", [13, 26])
@pytest.mark.parametrize("spread", [1, 2])
@pytest.mark.parametrize(
    ("kind", "volume"),
    [("ratio", 8), ("ratio", 25), ("ratio", 60), ("count", 8), ("count", 40), ("money", 2), ("average", 2)],
)
def test_eight_of_ten_four_week_figures_of_a_stable_rep_lie_in_the_range(kind, volume, spread, weeks):
    assert 0.74 <= inside(kind, volume=volume, spread=spread, weeks=weeks) <= 0.86


@pytest.mark.parametrize("spread", [1, 2])
@pytest.mark.parametrize("mean", [1, 3])
def test_few_events_lie_in_it_up_to_88_times_in_100(mean, spread):
    assert 0.74 <= inside("count", volume=mean, spread=spread, weeks=13) <= 0.88


@pytest.mark.parametrize("weeks", [13, 26])
@pytest.mark.parametrize("spread", [1, 2])
@pytest.mark.parametrize(
    ("kind", "volume"),
    [("ratio", 8), ("ratio", 25), ("count", 2), ("count", 8), ("count", 40), ("money", 2), ("average", 5)],
)
def test_noise_fires_in_under_three_of_a_hundred_weeks(kind, volume, spread, weeks):
    assert alarms(kind, volume=volume, spread=spread, weeks=weeks) < 0.03
