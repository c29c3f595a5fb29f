"""Chances and quantiles of distributions, computed by scipy.

scipy is imported at the first call, not with the app: importing it takes longer than everything else, and most
commands and tests do not need it.
"""

from functools import cache
from types import ModuleType

# A negative binomial that is hardly wider than Poisson has parameters too large to compute with.
LEAST_SPREAD = 1 + 1e-9


@cache
def special() -> ModuleType:
    """scipy's special functions."""
    import scipy.special

    return scipy.special


def beta_above(share: float, a: float, b: float) -> float:
    """The chance that a Beta(a, b) share lies above `share`, 0 to 1; accurate where it is tiny, too."""
    return float(special().betaincc(a, b, share))


def beta_quantile(chance: float, a: float, b: float) -> float:
    """The quantile of Beta(a, b): a share lies below it with this chance."""
    return float(special().betaincinv(a, b, chance))


def gamma_above(value: float, shape: float) -> float:
    """The chance that a Gamma(shape) value of scale 1 lies above `value`."""
    return float(special().gammaincc(shape, value))


def gamma_quantile(chance: float, shape: float) -> float:
    """The quantile of Gamma(shape), scale 1: a value lies below it with this chance."""
    return float(special().gammaincinv(shape, chance))


def normal_below(value: float) -> float:
    """The chance that a standard Normal value lies at or below `value`."""
    return float(special().ndtr(value))


def t_below(value: float, freedom: float) -> float:
    """The chance that Student's t with `freedom` degrees of freedom lies at or below `value`."""
    return float(special().stdtr(freedom, value))


def t_quantile(chance: float, freedom: float) -> float:
    """The quantile of Student's t: a value lies below it with this chance."""
    return float(special().stdtrit(freedom, chance))


def poisson_up_to(count: int, mean: float) -> float:
    """The chance of at most `count` events; 0 for a count below zero."""
    return float(special().pdtr(count, mean)) if count >= 0 else 0.0


def count_up_to(count: int, mean: float, spread: float) -> float:
    """The chance of at most `count` events where the variance is `spread` times the mean, both above 0.

    The negative binomial with that mean and variance; Poisson for a spread of 1 or less.
    """
    if spread <= LEAST_SPREAD:
        return poisson_up_to(count, mean)
    return float(special().betainc(mean / (spread - 1), count + 1, 1 / spread)) if count >= 0 else 0.0


def count_quantile(chance: float, mean: float, spread: float) -> int:
    """The smallest count that such events do not exceed with this chance, which lies between 0 and 1."""
    count, step = 0, max(int(mean), 1)
    while count_up_to(count + step, mean, spread) < chance:
        count += step
    while count_up_to(count, mean, spread) < chance:
        count += 1
    return count


def binomial_up_to(count: int, trials: int, share: float) -> float:
    """The chance of at most `count` successes; 0 for a count below zero."""
    if count >= trials:
        return 1.0
    return float(special().betaincc(count + 1, trials - count, share)) if count >= 0 else 0.0


def binomial_over(count: int, trials: int, share: float) -> float:
    """The chance of more than `count` successes; 1 for a count below zero."""
    if count < 0:
        return 1.0
    return float(special().betainc(count + 1, trials - count, share)) if count < trials else 0.0
