"""Are plans fair across managers: exact limits, small groups suppressed, no league table."""

import numpy as np
import pytest
from scipy import stats

from plans.calculations.targets.plan_fairness import Place, funnel_plot, limits
from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Counted

GROUPS = {"Ana": Counted(3, 12), "Ben": Counted(18, 20), "Cy": Counted(5, 25), "Di": Counted(1, 4)}


def test_each_group_stands_to_its_limits():
    plot = funnel_plot(GROUPS)

    assert plot.overall == pytest.approx(26 / 57)
    assert [(point.key, point.trials, point.place) for point in plot.points] == [
        ("Ana", 12, Place.USUAL),
        ("Ben", 20, Place.VERY_UNUSUAL),
        ("Cy", 25, Place.UNUSUAL),
    ]


def test_groups_under_five_are_suppressed_and_cannot_be_worked_out():
    plot = funnel_plot(GROUPS)

    assert plot.suppressed == ("Di",)
    assert plot == funnel_plot(GROUPS | {"Di": Counted(4, 4)})


@pytest.mark.parametrize("tail", [0.025, 0.001])
@pytest.mark.parametrize("trials", [5, 12, 60, 1_000])
@pytest.mark.parametrize("overall", [0.001, 0.05, 0.3, 0.5, 0.97])
def test_the_limits_are_scipys_quantiles(overall, trials, tail):
    found = limits(overall=overall, trials=trials, tail=tail)

    assert found.lower * trials == pytest.approx(stats.binom.ppf(tail, trials, overall), abs=1e-6)
    assert found.upper * trials == pytest.approx(stats.binom.ppf(1 - tail, trials, overall), abs=1e-6)


def test_fair_managers_are_rarely_flagged():
    """By simulation: not more than 5 % and .2 % of groups, however small they are."""
    generator = np.random.default_rng(7)
    places = []
    for _ in range(150):
        sizes = generator.integers(5, 60, 20)
        groups = {
            key: Counted(int(generator.binomial(size, 0.3)), int(size)) for key, size in enumerate(sizes)
        }
        places += [point.place for point in funnel_plot(groups).points]

    assert places.count(Place.USUAL) / len(places) >= 0.95
    assert places.count(Place.VERY_UNUSUAL) / len(places) <= 0.005


@pytest.mark.parametrize(
    "groups",
    [
        {},
        {"Ana": Counted(3, 12)},
        {"Ana": Counted(1, 4), "Ben": Counted(2, 4)},
        {"Ana": Counted(0, 12), "Ben": Counted(0, 20)},
        {"Ana": Counted(12, 12), "Ben": Counted(20, 20)},
    ],
    ids=["none", "one", "small", "all zero", "all one"],
)
def test_nothing_to_compare_is_not_enough_yet(groups):
    with pytest.raises(NotEnoughYet):
        funnel_plot(groups)


@pytest.mark.parametrize("wrong", [Counted(13, 12), Counted(1.5, 12), Counted(-1, 12)])
def test_nonsense_is_refused(wrong):
    with pytest.raises(Refused):
        funnel_plot(GROUPS | {"Ana": wrong})
