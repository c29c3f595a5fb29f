"""By how much the others of a role changed while a plan ran: the part of a change that is not the plan's."""

from collections.abc import Sequence
from math import fsum, log

from salesgym.numbers.calculations.statistics.measured import RATIO

# A numerator and what it is divided by.
Sums = tuple[float, float]


def weighed_alike(before: Sequence[Sums], since: Sequence[Sums]) -> tuple[Sums, Sums]:
    """Both sides of the same people together, in one order; everybody is divided by something on both sides.

    Each has one weight, b s / (b + s), in which b and s are what their two numerators are divided by. With weights
    of each side's own, somebody with more of the newer weeks would move the sum without having changed. Source: the
    weights of Mantel and Haenszel (1959).
    """
    weights = [was[1] * now[1] / (was[1] + now[1]) for was, now in zip(before, since, strict=True)]
    total = fsum(weights)
    return _weighed(before, weights, total), _weighed(since, weights, total)


def _weighed(several: Sequence[Sums], weights: Sequence[float], total: float) -> Sums:
    return fsum(one[0] / one[1] * weight for one, weight in zip(several, weights, strict=True)), total


def change_of(kind: str, before: Sums, since: Sums) -> float:
    """The change from before to since: of a ratio in log-odds, of all else the logarithm of the factor.

    0 where either side has no numbers, or where a value is 0 or 1, of which no change follows.
    """
    was, now = (_odds(kind, *sums) for sums in (before, since))
    return log(now) - log(was) if was and now else 0.0


def _odds(kind: str, total: float, over: float) -> float | None:
    """What the change is a factor of: the odds of a share, else the value; None where it has none."""
    value = total / over if over else 0.0
    if kind != RATIO:
        return value if value > 0 else None
    return value / (1 - value) if 0 < value < 1 else None
