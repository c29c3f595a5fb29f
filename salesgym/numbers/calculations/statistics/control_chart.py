"""The natural limits of a rep's weeks, by control charts after Shewhart, Wheeler and Laney.

Counts have an XmR chart, or exact limits where they are small; money has an XmR chart of its square
roots; shares have limits for each week's own denominator. `signals` finds weeks outside the limits,
`cusum_alarm` slow drifts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, sqrt

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import distributions, sound_input

MIN_WEEKS = 8
# Shewhart's constant: the expected moving range of two values, in sigmas.
SIGMA_CONSTANT = 1.128
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """The natural limits of single weeks, both included, in the unit of the values.

    `below` and `above` are the chances, 0 to 1, that an ordinary week lies on that side of the centre: a half
    each, unless numbers are small. They decide how long a run on one side must be to be a signal.
    """

    centre: float
    lower: float
    upper: float
    below: float = EVEN
    above: float = EVEN


def need_weeks(have: int) -> None:
    """Raises NotEnoughYet under 8 weeks."""
    if have < MIN_WEEKS:
        raise NotEnoughYet(have, MIN_WEEKS, Lacking.WEEKS)


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return fsum(values) / len(values)


def mean_moving_range(values: Sequence[float]) -> float:
    """The mean distance between consecutive values; needs two values or more."""
    return fsum(abs(later - earlier) for earlier, later in pairwise(values)) / (len(values) - 1)


# Three sigma over Shewhart's constant for a moving range of two: 3 / 1.128.
XMR_FACTOR = 2.66
SIGMAS = 3
SMALL_MEAN = 5
MOST_FOR_POISSON = 1_000
# The part of a normal distribution beyond three sigma, on one side.
TAIL = 0.00135
WEEKLY_VALUE = "A weekly value"


def xmr_limits(values: Sequence[float]) -> Limits:
    """The natural limits of these weekly values, oldest first: mean +- 2.66 mean moving ranges.

    The lower limit is at least 0, unless a value is negative (money paid back). Raises NotEnoughYet under 8 weeks;
    refuses NaN and what is no finite number. Source: Wheeler, Understanding Variation (1993).
    """
    weeks = sound_input.numbers(values, WEEKLY_VALUE)
    need_weeks(len(weeks))
    centre = mean(weeks)
    reach = XMR_FACTOR * mean_moving_range(weeks)
    lower = centre - reach
    return Limits(centre, max(lower, 0.0) if min(weeks) >= 0 else lower, centre + reach)


def count_limits(values: Sequence[float], *, spread: float = 1.0) -> Limits:
    """The natural limits of weekly counts: exact ones with a mean under 5, the XmR chart from there on.

    `values` are counts of zero or more, oldest first; `spread` is how many times wider than Poisson the weeks of
    one rep of this role vary. The XmR chart is never narrower than Poisson: three times the root of the mean. Raises
    NotEnoughYet as the two do.
    """
    weeks = sound_input.counts(values, WEEKLY_VALUE)
    need_weeks(len(weeks))
    centre = mean(weeks)
    if centre < SMALL_MEAN:
        return poisson_limits(weeks, spread=spread)
    limits, reach = xmr_limits(weeks), SIGMAS * sqrt(centre)
    return Limits(centre, max(min(limits.lower, centre - reach), 0.0), max(limits.upper, centre + reach))


def poisson_limits(values: Sequence[float], *, spread: float = 1.0) -> Limits:
    """The natural limits of small weekly counts: at most 0.135 % of ordinary weeks lie beyond either limit.

    They are quantiles of the negative binomial with `spread` times the variance of Poisson; of Poisson at 1. Raises
    NotEnoughYet under 8 weeks, and where nothing was counted in any of them: no range follows from
    that. Refuses counts below zero and a mean over 1,000. Source: Poisson tails, as for a c-chart
    (Montgomery, Introduction to Statistical Quality Control, 7.3).
    """
    weeks = sound_input.counts(values, WEEKLY_VALUE)
    need_weeks(len(weeks))
    return poisson_limits_at(mean(weeks), spread=spread)


def poisson_limits_at(centre: float, *, spread: float = 1.0) -> Limits:
    """The same limits for weeks with this mean. Used for weeks that were worked in part."""
    centre = sound_input.not_negative(centre, "A mean of weekly counts")
    if not centre:
        raise NotEnoughYet(0, 1, Lacking.EVENTS)
    if centre > MOST_FOR_POISSON:
        raise ValueError("Poisson limits are for small counts: take the XmR chart for these")
    lower, upper = (distributions.count_quantile(chance, centre, spread) for chance in (TAIL, 1 - TAIL))
    below = distributions.count_up_to(_last_under(centre), centre, spread)
    above = 1 - distributions.count_up_to(int(centre), centre, spread)
    return Limits(centre, float(lower), float(upper), below, above)


def money_limits(values: Sequence[float]) -> Limits:
    """The natural limits of weekly money, in money: the XmR chart of the square roots, squared.

    `values` are amounts of zero or more in major units, oldest first. The centre is the square of the mean
    root, which is less than the mean of the amounts; if any week had no money, the lower limit is 0.
    Raises NotEnoughYet under 8 weeks, and where fewer than half of them brought any money; refuses amounts
    below zero. Source: Bartlett, The use of transformations, Biometrics 3 (1947), for counts of deals.
    """
    amounts = sound_input.counts(values, "A weekly amount")
    need_weeks(len(amounts))
    filled = sum(amount > 0 for amount in amounts)
    if 2 * filled < len(amounts):
        raise NotEnoughYet(filled, (len(amounts) + 1) // 2, Lacking.WEEKS_WITH_MONEY)
    limits = xmr_limits([sqrt(amount) for amount in amounts])
    lower = limits.lower**2 if filled == len(amounts) else 0.0
    return Limits(limits.centre**2, lower, limits.upper**2)


def proportion_limits(
    successes: Sequence[float], trials: Sequence[float], *, judged: Sequence[float] | None = None
) -> list[Limits]:
    """The natural limits of each week's share, given that week's own trials; one for each week, oldest first.

    `judged` are the trials of the weeks to give limits for, where those are others than the weeks that set
    the range. Three sigma around the pooled share, widened by Laney's factor where the weeks spread wider than
    the binomial allows; where under one success or one miss is expected in a week, no narrower than the exact
    binomial. All within 0..1; a week without trials can be anything, so its limits are 0 and 1. Raises
    NotEnoughYet under 8 weeks with trials, and with no success or no miss in any of them; refuses successes
    above trials. Source: Laney, Improved control charts for attributes, Quality Engineering 14 (2002).
    """
    weeks = _shares(successes, trials)
    asked = [tried for _, tried in weeks] if judged is None else sound_input.counts(judged, "A week's trials")
    known = [week for week in weeks if week[1]]
    pooled = _pooled(known)
    spread = max(_laney_factor(known, pooled), 1.0)
    return [_share_limits(pooled, tried, spread) for tried in asked]


def _shares(successes: Sequence[float], trials: Sequence[float]) -> list[tuple[float, float]]:
    if len(successes) != len(trials):
        raise ValueError("there are not as many weeks of successes as of trials")
    return [sound_input.part_of(*week) for week in zip(successes, trials, strict=True)]


def _pooled(known: Sequence[tuple[float, float]]) -> float:
    """The share of all weeks together; NotEnoughYet with no success or no miss in any of them."""
    need_weeks(len(known))
    won, tried = fsum(week[0] for week in known), fsum(week[1] for week in known)
    if not won or won == tried:
        raise NotEnoughYet(0, 1, Lacking.MISSES if won else Lacking.SUCCESSES)
    return won / tried


def _last_under(value: float) -> int:
    """The largest whole number below a value of zero or more; -1 below 0."""
    return int(value) - 1 if value == int(value) else int(value)


def _sigma(share: float, trials: float) -> float:
    return sqrt(share * (1 - share) / trials)


def _laney_factor(weeks: Sequence[tuple[float, float]], pooled: float) -> float:
    """How much wider than binomial the weeks vary: mean moving range of the z-scores / 1.128."""
    scores = [(won / tried - pooled) / _sigma(pooled, tried) for won, tried in weeks]
    return mean_moving_range(scores) / SIGMA_CONSTANT


def _share_limits(pooled: float, trials: float, spread: float) -> Limits:
    if not trials:
        return Limits(pooled, 0.0, 1.0)
    reach = SIGMAS * _sigma(pooled, trials) * spread
    lower, upper = max(pooled - reach, 0.0), min(pooled + reach, 1.0)
    rarer = min(pooled, 1 - pooled) * trials
    if rarer >= SMALL_MEAN:
        return Limits(pooled, lower, upper)
    whole = max(round(trials), 1)
    below = distributions.binomial_up_to(_last_under(pooled * whole), whole, pooled)
    above = distributions.binomial_over(int(pooled * whole), whole, pooled)
    if rarer < 1:
        least, most = _binomial_range(pooled, whole)
        lower, upper = min(lower, least), max(upper, most)
    return Limits(pooled, lower, upper, below, above)


def _binomial_range(share: float, trials: int) -> tuple[float, float]:
    """The narrowest limits with at most TAIL of the distribution beyond each, as shares. Tries the counts one by one, so it is for few trials only."""
    most = trials if share > 0.5 else 0
    while distributions.binomial_over(most, trials, share) > TAIL:
        most += 1
    least = trials if share > 0.5 else 0
    while distributions.binomial_up_to(least - 1, trials, share) > TAIL:
        least -= 1
    return least / trials, most / trials
