"""What a role says of a rep's level before their own numbers: a prior from all reps of the role, the rep among them.

Leaving out the worst puts the rest 4 to 7 % too high, and plans are opened for the worst. The prior has the mean m
of the role; its variance is s^2, the squared standard deviation of the true levels between reps, averaged over forty
equal points of s with the likelihood of every rep's sums as weight. So it is never 0: few reps cannot show that all
are alike. One rep alone says nothing of the spread between reps, so the widest s is taken then. Source: empirical Bayes with the spread between reps integrated out (Gelman et al., Bayesian Data Analysis,
5.3 to 5.4), over Beta-binomial, Gamma-Poisson and Normal likelihoods.
"""

from collections.abc import Callable, Sequence
from math import fsum, sqrt
from typing import TYPE_CHECKING

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.distributions import special
from salesgym.numbers.calculations.statistics.measured import (
    JEFFREYS,
    JEFFREYS_EVENTS,
    LEAST_WEEKS,
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
)

POINTS = 40
# The widest spread between reps: half of the mean, and for shares so narrow that their Beta has a hump.
WIDEST, WIDEST_SHARE = 0.5, 0.9

if TYPE_CHECKING:
    from numpy.typing import NDArray


def share_prior(reps: Sequence[Counted], spread: float = 1.0) -> Prior:
    """The Beta prior of a share from the sums of all reps of the role, each divided by `spread`, its phi.

    Reps without trials are left out. Raises NotEnoughYet where none is left; refuses successes above trials. Where
    all outcomes are alike the mean is half an outcome away from 0 or 1.
    """
    phi = _phi(spread)
    known = [pair for pair in (sound_input.part_of(one.successes, one.trials) for one in reps) if pair[1]]
    if not known:
        raise NotEnoughYet(0, 1, Lacking.REPS)
    won, tried = fsum(pair[0] for pair in known) / phi, fsum(pair[1] for pair in known) / phi
    mean = won / tried
    if not 0 < mean < 1:
        mean = (won + JEFFREYS.a) / (tried + JEFFREYS.weight)
    widest = WIDEST * min(mean, WIDEST_SHARE * sqrt(mean * (1 - mean)))
    if len(known) == 1:
        return beta_prior(mean, widest**2)
    return beta_prior(mean, _variance(widest, _beta_binomial(known, mean, phi)))


def count_prior(reps: Sequence[Rate], spread: float = 1.0) -> Prior:
    """The Gamma prior, shape a and b weeks, of events a week from the sums of all reps, each divided by `spread`.

    The dispersion of a Rate is not used: `spread` is the role's phi. Reps with less than half a day worked are left
    out. Raises NotEnoughYet where none is left. Without any event the mean is half an event in all weeks.
    """
    phi = _phi(spread)
    sound = [
        (
            sound_input.not_negative(one.events, "A number of events"),
            sound_input.not_negative(one.weeks, "A number of weeks"),
        )
        for one in reps
    ]
    known = [pair for pair in sound if pair[1] >= LEAST_WEEKS]
    if not known:
        raise NotEnoughYet(0, 1, Lacking.REPS)
    events, weeks = fsum(pair[0] for pair in known), fsum(pair[1] for pair in known)
    mean = (events if events >= sound_input.LEAST_COUNTED else JEFFREYS_EVENTS * phi) / weeks
    widest = WIDEST * mean
    if len(known) == 1:
        return gamma_prior(mean, widest**2)
    return gamma_prior(mean, _variance(widest, _gamma_poisson(known, mean, phi)))


def money_prior(reps: Sequence[Rate], spread: float) -> Prior:
    """The Gamma prior of money a week: `events` is the amount and `spread` the role's phi, both in currency.

    Amounts and weeks over phi are then as good as so many events in so many weeks; see `count_prior`.
    """
    return count_prior(reps, spread)


def average_prior(reps: Sequence[Averaged], variation: float) -> NormalPrior:
    """The Normal prior of an average: `variation` is c^2, the squared coefficient of variation of one deal.

    Its mean is the plain mean of the reps' values. Reps without deals are left out. Raises NotEnoughYet where none
    is left; refuses where that mean is 0, as a spread relative to it says nothing then.
    """
    wide = sound_input.not_negative(variation, "The variation of one deal")
    sound = [
        (
            sound_input.number(one.total, "A total"),
            sound_input.not_negative(one.count, "A number of deals"),
        )
        for one in reps
    ]
    known = [(total / count, count) for total, count in sound if count >= sound_input.LEAST_COUNTED]
    if not known:
        raise NotEnoughYet(0, 1, Lacking.REPS)
    mean = fsum(value for value, _count in known) / len(known)
    if abs(mean) < sound_input.LEAST_COUNTED:
        raise NoAnswer(Obstacle.SPREAD_UNKNOWN, "The mean of the role")
    widest = WIDEST * abs(mean)
    if len(known) == 1:
        return NormalPrior(mean, widest**2)
    return NormalPrior(mean, _variance(widest, _normal(known, mean, wide)))


def beta_prior(mean: float, variance: float) -> Prior:
    """The Beta prior with this mean between 0 and 1 and this variance, above 0 and under mean (1 - mean)."""
    weight = mean * (1 - mean) / variance - 1
    return Prior(mean * weight, (1 - mean) * weight)


def gamma_prior(mean: float, variance: float) -> Prior:
    """The Gamma prior, shape a and b weeks, with this mean and this variance, both above 0."""
    return Prior(mean**2 / variance, mean / variance)


def _variance(widest: float, log_likelihood: "Callable[[NDArray], NDArray]") -> float:
    """The mean of s^2 over equal points up to the widest s, weighed by the likelihood of each."""
    import numpy as np

    points = np.linspace(widest / POINTS, widest, POINTS)
    logs = log_likelihood(points)
    weights = np.exp(logs - logs.max())
    return float(weights @ points**2 / weights.sum())


def _beta_binomial(
    known: Sequence[tuple[float, float]], mean: float, phi: float
) -> "Callable[[NDArray], NDArray]":
    import numpy as np

    won, tried = np.array(known).T[:, :, None] / phi
    missed = tried - won
    betaln = special().betaln

    def log_likelihood(points: "NDArray") -> "NDArray":
        weight = mean * (1 - mean) / points**2 - 1
        a, b = mean * weight, (1 - mean) * weight
        return (betaln(a + won, b + missed) - betaln(a, b)).sum(axis=0)

    return log_likelihood


def _gamma_poisson(
    known: Sequence[tuple[float, float]], mean: float, phi: float
) -> "Callable[[NDArray], NDArray]":
    import numpy as np

    events, weeks = np.array(known).T[:, :, None] / phi
    gammaln = special().gammaln

    def log_likelihood(points: "NDArray") -> "NDArray":
        a, b = (mean / points) ** 2, mean / points**2
        # log b^a / (b + weeks)^(a + events), without the powers of `weeks` that all points share.
        falls = -a * np.log1p(weeks / b) - events * np.log1p(b / weeks)
        return (gammaln(a + events) - gammaln(a) + falls).sum(axis=0)

    return log_likelihood


def _normal(
    known: Sequence[tuple[float, float]], mean: float, variation: float
) -> "Callable[[NDArray], NDArray]":
    import numpy as np

    values, counts = np.array(known).T[:, :, None]

    def log_likelihood(points: "NDArray") -> "NDArray":
        variance = points**2 + variation * mean**2 / counts
        return (-0.5 * (np.log(variance) + (values - mean) ** 2 / variance)).sum(axis=0)

    return log_likelihood


def _phi(spread: float) -> float:
    phi = sound_input.positive(spread, "The spread")
    if phi < sound_input.LEAST_COUNTED:
        raise NoAnswer(Obstacle.NOT_ABOVE_ZERO, "The spread")
    return phi
