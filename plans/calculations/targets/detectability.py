"""How many trials tell a real change of a rate from luck, so that a plan can be judged at all.

One-sided tests by the normal approximation, in the direction from the baseline to the hoped rate, so that
lower-is-better needs no argument. Numbers that are no rates are in `detectability_weekly`.
"""

from math import ceil, inf, isinf, sqrt

from scipy.special import ndtr, ndtri

from plans.calculations.exact_input import inner_share, with_trials
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted

ALPHA, POWER = 0.10, 0.80
# A rounding error just above a whole number must not round up to one more trial.
SLACK = 1e-9


def trials_needed(
    *, baseline: float | Counted, hoped: float, alpha: float = ALPHA, power: float = POWER
) -> float:
    """How many trials after the start tell `hoped` from `baseline`: a whole number, or infinity.

    `baseline` and `hoped` are rates above 0 and under 1 (.22 for 22 %). A float is a baseline that is
    known exactly, and gives the minimum; a `Counted` baseline (own trials plus the peers' prior) is uncertain,
    and gives the figure to plan by, infinite where no number of trials can tell. `alpha` (up to
    .5) is the chance of seeing a rise that is luck, `power` (from .5) that of seeing a real one. Refuses equal
    rates; raises NotEnoughYet where the counted baseline has no trials, no success or no miss.
    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), 2.3 for the known
    baseline; the unpooled two-sample form with unequal numbers (same book, 4.2) solved for the second number.
    """
    z_alpha, z_power = quantiles(alpha, power)
    hoped = inner_share(hoped, "The hoped rate")
    known, tried = _baseline(baseline)
    change = _change(known, hoped)
    if isinf(tried):
        root = (z_alpha * _spread(known) + z_power * _spread(hoped)) / change
        return _whole_trials(root * root)
    apart = change / (z_alpha + z_power)
    bracket = apart * apart - known * (1 - known) / tried
    return _whole_trials(hoped * (1 - hoped) / bracket) if bracket > 0 else inf


def weeks_to_tell(*, trials_needed: float, trials_per_week: float) -> float:
    """How many weeks bring so many trials, not rounded; infinite if `trials_needed` is.

    `trials_needed` is zero or more and may be infinite, `trials_per_week` what the rep usually has. Raises
    NotEnoughYet where it is 0.
    """
    if trials_needed != inf:
        trials_needed = sound_input.not_negative(trials_needed, "The number of trials needed")
    trials_per_week = sound_input.not_negative(trials_per_week, "The number of trials a week")
    if not trials_per_week:
        raise NotEnoughYet(0, 1, Lacking.TRIALS_A_WEEK)
    return trials_needed / trials_per_week


def chance_of_telling(
    *, baseline: float | Counted, hoped: float, trials: float, alpha: float = ALPHA
) -> float:
    """The chance, 0 to 1, that a real change to `hoped` shows within so many trials; for the choice of the skill.

    Arguments, refusals and source as in `trials_needed`, which is the smallest number of trials where
    this chance is at least its power. Raises NotEnoughYet at zero trials.
    """
    z_alpha, _ = quantiles(alpha, POWER)
    hoped = inner_share(hoped, "The hoped rate")
    known, tried = _baseline(baseline)
    change = _change(known, hoped)
    trials = sound_input.not_negative(trials, "The number of trials")
    if not trials:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    if isinf(tried):
        return float(ndtr((change * sqrt(trials) - z_alpha * _spread(known)) / _spread(hoped)))
    error = sqrt(known * (1 - known) / tried + hoped * (1 - hoped) / trials)
    return float(ndtr(change / error - z_alpha)) if error else 1.0


def quantiles(alpha: float, power: float) -> tuple[float, float]:
    """The normal quantiles of a one-sided test: `alpha` above 0 and up to .5, `power` from .5 and under 1."""
    if not 0 < alpha <= 0.5:
        raise ValueError("the chance of a false rise lies above 0 and up to .5")
    if not 0.5 <= power < 1:
        raise ValueError("the chance of seeing a real rise lies from .5 and under 1")
    return float(-ndtri(alpha)), float(ndtri(power))


def _baseline(baseline: float | Counted) -> tuple[float, float]:
    """The rate and its number of trials, infinite for a rate that is known exactly."""
    if not isinstance(baseline, Counted):
        return inner_share(baseline, "The baseline"), inf
    won, tried = with_trials(baseline)
    if won in {0, tried}:
        raise NotEnoughYet(0, 1, Lacking.MISSES if won else Lacking.SUCCESSES)
    return won / tried, tried


def _change(baseline: float, hoped: float) -> float:
    if baseline == hoped:
        raise NoAnswer(Obstacle.HOPED_RATE_IS_BASELINE)
    return abs(hoped - baseline)


def _spread(rate: float) -> float:
    return sqrt(rate * (1 - rate))


def _whole_trials(trials: float) -> float:
    return float(max(ceil(trials - SLACK), 1)) if trials <= sound_input.MOST else inf
