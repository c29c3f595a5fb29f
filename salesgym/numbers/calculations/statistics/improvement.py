"""Whether a number has improved, and how sure that is: chances from 0 to 1, ranges, and words for chances.

A share has a Beta posterior, a count a Gamma posterior, both from Jeffreys' prior unless another is given;
money and averages are compared by Welch's method on their weekly values.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import distributions, sound_input
from salesgym.numbers.calculations.statistics.measured import (
    Counted,
    Measured,
    Prior,
    Rate,
    Weekly,
    beta,
    gamma,
    mean_and_error,
)

LEANING, LIKELY, CLEAR = 0.60, 0.80, 0.95
USUAL_SHARE = 0.80


class Sureness(StrEnum):
    """How sure we are, in words."""

    TOO_EARLY = "too early to tell"
    LEANING = "leaning"
    LIKELY = "likely"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Interval:
    """A likely range of the true value, in the unit of the metric; `middle` is its median."""

    low: float
    middle: float
    high: float


def sureness(probability: float) -> Sureness:
    """The word for a chance from 0 to 1: up to 60 % too early, to 80 % leaning, to 95 % likely, above clear."""
    chance = sound_input.share(probability, "A chance")
    if chance < LEANING:
        return Sureness.TOO_EARLY
    if chance <= LIKELY:
        return Sureness.LEANING
    return Sureness.LIKELY if chance <= CLEAR else Sureness.CLEAR


def probability_improved(
    *, before: Measured, after: Measured, before_prior: Prior | None = None, lower_is_better: bool = False
) -> float:
    """The chance, 0 to 1, that the true value behind `after` is better than the one behind `before`.

    Both are of one kind: Counted, Rate or Weekly. `before_prior` is for the "before" of a share only: the prior
    from the peers, see peer_prior; without it Jeffreys' prior. With `lower_is_better` lower values are better.
    Raises NotEnoughYet without trials or weeks, and under 6 weekly values on either side; refuses what no rep
    can have, and weekly values that vary on neither side. Sources: Beta and Gamma posteriors (Gelman et al.,
    Bayesian Data Analysis, 2.4 and 2.6), Welch, Biometrika 34 (1947).
    """
    if before_prior is not None and not isinstance(before, Counted):
        raise ValueError("what the peers say can be taken in for shares alone")
    match before, after:
        case Counted(), Counted():
            chance = distributions.chance_above(beta(after), beta(before, before_prior))
        case Rate(), Rate():
            chance = _rate_above(gamma(after), gamma(before))
        case Weekly(), Weekly():
            chance = _mean_above(after, before)
        case _:
            raise NoAnswer(Obstacle.MEASURED_DIFFERENTLY)
    return _turned(chance, lower_is_better)


def probability_at_least(measured: Measured, *, target: float, lower_is_better: bool = False) -> float:
    """The chance, 0 to 1, that the true value is at the target or better.

    `target` is in the unit of the metric: a share from 0 to 1 for Counted, events a week of zero or more for
    Rate, any number for Weekly. `lower_is_better` asks for at most the target. Raises NotEnoughYet and
    refuses as probability_improved does. Source: as there, Jeffreys' prior.
    """
    match measured:
        case Counted():
            chance = distributions.beta_above(sound_input.share(target, "The target"), *beta(measured))
        case Rate():
            shape, weeks = gamma(measured)
            aim = sound_input.not_negative(target, "The target")
            chance = distributions.gamma_above(aim * weeks, shape)
        case Weekly():
            aim = sound_input.number(target, "The target")
            centre, error, weeks_known = mean_and_error(measured)
            chance = distributions.t_below(_in_errors(centre - aim, error), weeks_known - 1)
    return _turned(chance, lower_is_better)


def likely_range(measured: Measured, *, share: float = USUAL_SHARE, prior: Prior | None = None) -> Interval:
    """The range in which the true value lies with the chance `share` (80 %), with equal chances on both sides.

    In the unit of the metric: a share, events a week, or a mean week. `share` lies above 0 and below 1;
    `prior` is for Counted alone. Raises NotEnoughYet and refuses as probability_at_least does.
    """
    if not 0 < share < 1:
        raise ValueError("the share of a range lies above 0 and under 1")
    if prior is not None and not isinstance(measured, Counted):
        raise ValueError("what the peers say can be taken in for shares alone")
    low, middle, high = (_quantile(chance, measured, prior) for chance in _ends(share))
    return Interval(low, middle, high)


def _ends(inside: float) -> tuple[float, float, float]:
    return (1 - inside) / 2, 0.5, (1 + inside) / 2


def _quantile(chance: float, measured: Measured, prior: Prior | None) -> float:
    match measured:
        case Counted():
            return distributions.beta_quantile(chance, *beta(measured, prior))
        case Rate():
            shape, weeks = gamma(measured)
            return distributions.gamma_quantile(chance, shape) / weeks
        case Weekly():
            centre, error, weeks_known = mean_and_error(measured)
            if not error:
                raise NoAnswer(Obstacle.WEEKS_ALL_THE_SAME)
            return centre + sqrt(error) * distributions.t_quantile(chance, weeks_known - 1)


def _rate_above(high: tuple[float, float], low: tuple[float, float]) -> float:
    """The chance that one Gamma rate exceeds another: their share of the sum is a Beta."""
    (high_shape, high_weeks), (low_shape, low_weeks) = high, low
    return distributions.beta_below(low_weeks / (low_weeks + high_weeks), low_shape, high_shape)


def _mean_above(high: Weekly, low: Weekly) -> float:
    """The chance that one mean exceeds another: Student's t with Welch's degrees of freedom."""
    high_mean, high_error, high_weeks = mean_and_error(high)
    low_mean, low_error, low_weeks = mean_and_error(low)
    error = high_error + low_error
    score = _in_errors(high_mean - low_mean, error)
    freedom = 1 / ((high_error / error) ** 2 / (high_weeks - 1) + (low_error / error) ** 2 / (low_weeks - 1))
    return distributions.t_below(score, freedom)


def _in_errors(difference: float, error: float) -> float:
    if not error:
        raise NoAnswer(Obstacle.WEEKS_ALL_THE_SAME)
    return difference / sqrt(error)


def _turned(chance: float, lower_is_better: bool) -> float:
    """The chance for the asked direction, kept within 0 to 1 against rounding."""
    inside = min(max(chance, 0.0), 1.0)
    return 1 - inside if lower_is_better else inside
