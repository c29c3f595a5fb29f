"""The distributions that the arithmetic rests on, by the names of what they answer. scipy computes them.

numpy and scipy load at the first answer, not with the app: they take longer than all the rest of it, and most
commands and tests never ask.
"""

from functools import cache
from math import log
from types import ModuleType
from typing import TYPE_CHECKING

# Fifteen standard deviations in so many steps; in long tails, steps of so many log odds at most.
POINTS = 129
WIDEST_STEP = 0.4

if TYPE_CHECKING:
    from numpy.typing import NDArray


@cache
def special() -> ModuleType:
    """scipy's special functions."""
    import scipy.special

    return scipy.special


def beta_below(share: float, a: float, b: float) -> float:
    """The chance that a Beta(a, b) share lies at or below `share`, 0 to 1."""
    return float(special().betainc(a, b, share))


def beta_above(share: float, a: float, b: float) -> float:
    """The chance that a Beta(a, b) share lies above `share`, 0 to 1; exact where that is tiny."""
    return float(special().betaincc(a, b, share))


def beta_quantile(chance: float, a: float, b: float) -> float:
    """The share that a Beta(a, b) share lies below with this chance."""
    return float(special().betaincinv(a, b, chance))


def gamma_above(value: float, shape: float) -> float:
    """The chance that a Gamma(shape) value of scale 1 lies above `value`."""
    return float(special().gammaincc(shape, value))


def gamma_quantile(chance: float, shape: float) -> float:
    """What a Gamma(shape) value of scale 1 lies below with this chance."""
    return float(special().gammaincinv(shape, chance))


def t_below(value: float, freedom: float) -> float:
    """The chance that Student's t with so many degrees of freedom lies at or below `value`."""
    return float(special().stdtr(freedom, value))


def t_quantile(chance: float, freedom: float) -> float:
    """What Student's t lies below with this chance."""
    return float(special().stdtrit(freedom, chance))


def poisson_up_to(count: int, mean: float) -> float:
    """The chance of at most so many events; 0 for a count below zero."""
    return float(special().pdtr(count, mean)) if count >= 0 else 0.0


def poisson_over(count: int, mean: float) -> float:
    """The chance of more events than this; 1 for a count below zero."""
    return float(special().pdtrc(count, mean)) if count >= 0 else 1.0


def binomial_up_to(count: int, trials: int, share: float) -> float:
    """The chance of at most so many successes; 0 for a count below zero."""
    if count >= trials:
        return 1.0
    return float(special().betaincc(count + 1, trials - count, share)) if count >= 0 else 0.0


def binomial_over(count: int, trials: int, share: float) -> float:
    """The chance of more successes than this; 1 for a count below zero."""
    if count < 0:
        return 1.0
    return float(special().betainc(count + 1, trials - count, share)) if count < trials else 0.0


def chance_above(high: tuple[float, float], low: tuple[float, float]) -> float:
    """The chance that a share from Beta(*high) exceeds one from the independent Beta(*low).

    The trapezoid rule over log odds, where both densities are smooth and fall off exponentially, along the
    narrower of the two: within 1e-9 for parameters from 0.5 to a million.
    """
    if _width(high) > _width(low):
        return 1 - chance_above(low, high)
    odds, weight = _weighted_odds(*high)
    share = special().expit(odds)
    return float(weight @ special().betainc(*low, share))


def _width(beta: tuple[float, float]) -> float:
    """Grows with the variance of the log odds; near it for more than a few trials."""
    return 1 / beta[0] + 1 / beta[1]


def _weighted_odds(a: float, b: float) -> "tuple[NDArray, NDArray]":
    """Points over the log odds of Beta(a, b), and how much of it lies at each; the weights add up to one."""
    import numpy as np

    first, last = _lowest_odds(a, b), -_lowest_odds(b, a)
    odds = np.linspace(first, last, max(POINTS, int((last - first) / WIDEST_STEP)))
    log_weight = a * special().log_expit(odds) + b * special().log_expit(-odds)
    weight = np.exp(log_weight - log_weight.max())
    return odds, weight / weight.sum()


def _lowest_odds(a: float, b: float, tail: float = 1e-14) -> float:
    """The log odds that a Beta(a, b) share lies under as good as never."""
    share = float(special().betaincinv(a, b, tail))
    if share > 0:
        return float(special().logit(share))
    return (log(tail * a) + float(special().betaln(a, b))) / a
