"""How many weeks tell a real change of a weekly number from luck: counts by Poisson, money and averages by spread.

As in `detectability`: one-sided, by the normal approximation, towards the hoped value.
"""

from math import ceil, hypot, inf, isnan, sqrt

import numpy as np
from scipy.special import ndtr

from plans.calculations.targets.detectability import ALPHA, POWER, SLACK, quantiles
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Rate, Weekly

# The fewest weeks from which the spread of a weekly value is estimated.
MIN_WEEKS = 6


def weeks_needed(*, baseline: Rate, hoped: float, alpha: float = ALPHA, power: float = POWER) -> float:
    """How many weeks after the start tell a weekly count of `hoped` from the baseline: whole, or infinity.

    `baseline` has events, the weeks they took, and a dispersion of 1 or more (variance over mean of the weekly
    counts); `hoped` is events a week, above zero. `alpha` and `power` as in `trials_needed`. Refuses a hoped
    rate equal to the baseline; raises NotEnoughYet where the baseline has no weeks or no event.
    Source: the unpooled two-sample form for Poisson rates (Gu, Ng, Tang and Schucany 2008), solved for the
    second time span and widened by the dispersion.
    """
    z_alpha, z_power = quantiles(alpha, power)
    rate, weeks, dispersion = _baseline(baseline)
    apart = _change(rate, hoped) / (z_alpha + z_power)
    bracket = apart * apart - dispersion * rate / weeks
    return float(max(ceil(dispersion * hoped / bracket - SLACK), 1)) if bracket > 0 else inf


def chance_of_telling_count(*, baseline: Rate, hoped: float, weeks: float, alpha: float = ALPHA) -> float:
    """The chance, 0 to 1, that a real change of a weekly count to `hoped` shows within so many weeks.

    Arguments, refusals and source as in `weeks_needed`; raises NotEnoughYet at zero weeks.
    """
    z_alpha, _ = quantiles(alpha, POWER)
    rate, before, dispersion = _baseline(baseline)
    change = _change(rate, hoped)
    error = sqrt(dispersion * (rate / before + hoped / _weeks(weeks)))
    return float(ndtr(change / error - z_alpha)) if error else 1.0


def chance_of_telling_average(*, before: Weekly, hoped: float, weeks: float, alpha: float = ALPHA) -> float:
    """The chance, 0 to 1, that a real change of a weekly amount or average to `hoped` shows in so many weeks.

    `before` are the weekly values of the baseline, 6 or more of them (NotEnoughYet), which are not all the
    same (NoAnswer). The weeks after a rise are assumed to lie as far apart beside their mean, as deals do: whoever sells
    little has small deals that are all alike. After a fall they keep their spread. `hoped` is in the same unit, zero or more.
    Source: power of Welch's comparison by the normal approximation, as in Fleiss, Levin and Paik.
    """
    z_alpha, _ = quantiles(alpha, POWER)
    values = np.array(sound_input.numbers(before.values, "A weekly value"))
    if len(values) < MIN_WEEKS:
        raise NotEnoughYet(len(values), MIN_WEEKS, Lacking.WEEKS)
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    change = _change(mean, hoped)
    wider = max(hoped / mean, 1.0) if mean > 0 else 1.0
    error = hypot(spread / sqrt(len(values)), spread * wider / sqrt(_weeks(weeks)))
    if not error or isnan(error):
        raise NoAnswer(Obstacle.SPREAD_UNKNOWN)
    return float(ndtr(change / error - z_alpha))


def _baseline(baseline: Rate) -> tuple[float, float, float]:
    events = sound_input.not_negative(baseline.events, "A number of events")
    weeks = _weeks(baseline.weeks)
    dispersion = max(sound_input.positive(baseline.dispersion, "The dispersion"), 1.0)
    if not events:
        raise NotEnoughYet(0, 1, Lacking.EVENTS)
    return sound_input.number(events / weeks, "The baseline"), weeks, dispersion


def _weeks(weeks: float) -> float:
    weeks = sound_input.not_negative(weeks, "The number of weeks")
    if not weeks:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    return weeks


def _change(baseline: float, hoped: float) -> float:
    hoped = sound_input.not_negative(hoped, "The hoped value")
    if hoped == baseline:
        raise NoAnswer(Obstacle.HOPED_VALUE_IS_BASELINE)
    return abs(hoped - baseline)
