"""Whether managers use plans alike: a funnel plot for HR, in order of size and not of rate."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np
from scipy.special import bdtr, bdtrik

from plans.calculations.exact_input import whole, whole_counts
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted

FEWEST = 5
FEWEST_GROUPS = 2
# The probability beyond each side of the 95 % and of the 99.8 % limits.
WARNING, ALARM = 0.025, 0.001

Key = TypeVar("Key", bound=Hashable)


class Place(StrEnum):
    """Whether a group is inside its limits."""

    USUAL = "usual"
    UNUSUAL = "outside 95%"
    VERY_UNUSUAL = "outside 99.8%"


@dataclass(frozen=True, slots=True)
class Limit:
    """The range of rates that luck explains for a group of one size."""

    lower: float
    upper: float

    def holds(self, rate: float) -> bool:
        return self.lower <= rate <= self.upper


@dataclass(frozen=True)
class Point(Generic[Key]):
    """One group: its size, its rate, its two limits, and its place among them."""

    key: Key
    trials: int
    rate: float
    warning: Limit
    alarm: Limit
    place: Place


@dataclass(frozen=True)
class FunnelPlot(Generic[Key]):
    """The rate of all shown groups together, the groups by size, and the keys of those too small to be shown."""

    overall: float
    points: tuple[Point[Key], ...]
    suppressed: tuple[Key, ...]


def funnel_plot(groups: Mapping[Key, Counted]) -> FunnelPlot[Key]:
    """Every group of 5 or more with its limits around the rate of all shown groups.

    `groups` has for each manager whole counts: plans opened of reps, formal of opened, succeeded of closed,
    delivered of promised. Smaller groups are suppressed, and left out of the overall rate so that they cannot be
    worked out from it. Points come by size, not by rate. Raises NotEnoughYet under 2 groups of 5 or more, or
    without a success or a miss in any. Source: Spiegelhalter, Funnel plots for comparing institutional
    performance, Statistics in Medicine 24 (2005), with exact binomial limits. They are not interpolated between
    whole counts, because small groups would then be outside more often than 5 % and 0.2 %.
    """
    counted = {key: whole_counts(group) for key, group in groups.items()}
    shown = {key: pair for key, pair in counted.items() if pair[1] >= FEWEST}
    if len(shown) < FEWEST_GROUPS:
        raise NotEnoughYet(len(shown), FEWEST_GROUPS, Lacking.GROUPS)
    won, tried = (sum(pair[side] for pair in shown.values()) for side in (0, 1))
    if won in {0, tried}:
        raise NotEnoughYet(0, 1, Lacking.MISSES if won else Lacking.SUCCESSES)
    points = [_point(key, pair, won / tried) for key, pair in shown.items()]
    points.sort(key=lambda point: point.trials)
    return FunnelPlot(won / tried, tuple(points), tuple(key for key in groups if key not in shown))


def limits(*, overall: float, trials: int, tail: float) -> Limit:
    """The exact limits around `overall` (0 to 1) for a group of so many, with `tail` (0 to .5) beyond each.

    For the curves of the plot; both limits are within 0..1. Source as in `funnel_plot`.
    """
    overall = sound_input.share(overall, "The overall rate")
    trials = whole(trials, "The size of a group")
    if not trials:
        raise NotEnoughYet(0, FEWEST, Lacking.PLANS)
    tail = sound_input.share(tail, "The tail")
    return Limit(_quantile(tail, trials, overall), _quantile(1 - tail, trials, overall))


def _quantile(level: float, trials: int, rate: float) -> float:
    """The lowest rate that a group does not exceed with the probability `level`."""
    if rate in {0.0, 1.0} or level in {0.0, 1.0}:
        return rate if rate in {0.0, 1.0} else level
    count = float(np.ceil(bdtrik(level, trials, rate)))
    if not 0 <= count <= trials:
        # bdtrik gives no valid count for rates extremely close to 0 or 1; nearly every group is at the mean there.
        count = float(round(rate * trials))
    if count and bdtr(count - 1, trials, rate) >= level:
        count -= 1
    return count / trials


def _point(key: Key, pair: tuple[int, int], overall: float) -> Point[Key]:
    won, tried = pair
    rate = won / tried
    warning = limits(overall=overall, trials=tried, tail=WARNING)
    alarm = limits(overall=overall, trials=tried, tail=ALARM)
    place = Place.UNUSUAL if not warning.holds(rate) else Place.USUAL
    if not alarm.holds(rate):
        place = Place.VERY_UNUSUAL
    return Point(key, tried, rate, warning, alarm, place)
