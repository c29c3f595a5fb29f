"""Quality beside activity: an activity milestone passes unless the quality paired with it has fallen."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.special import betainc, betaincinv, stdtr

from plans.calculations.exact_input import with_trials
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import (
    Counted,
    Measured,
    Weekly,
    is_binomial,
    measured,
)
from salesgym.numbers.calculations.weeks.rates import Week

DROP = 0.20
CREDIBLE = 0.80
JEFFREYS = 0.5
MIN_WEEKS = 6
AVERAGE = "average"
# Gauss-Legendre nodes and weights on 0..1; 200 of them are exact to six digits for these smooth curves.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)
PLACES, WEIGHTS = (NODES + 1) / 2, WEIGHTS / 2


def passes(
    *,
    before: Counted | Weekly,
    after: Counted | Weekly,
    drop: float = DROP,
    lower_is_better: bool = False,
) -> bool:
    """False if the paired quality has credibly fallen: P(relative drop of more than `drop`) is .8 or more.

    Arguments, refusals and source as in `chance_of_drop`. Where that raises NotEnoughYet, the page lets the
    milestone pass and says that there are too few numbers.
    """
    return chance_of_drop(before=before, after=after, drop=drop, lower_is_better=lower_is_better) < CREDIBLE


def holds(
    *, before: Sequence[Week], during: Sequence[Week], kind: str, lower_is_better: bool = False
) -> bool:
    """False if the paired quality has credibly fallen from its own weeks before the plan to these weeks.

    `kind` is that of the metric, `ratio` or `average`. A pair without enough numbers holds nothing back.
    """
    told = kind if is_binomial([*before, *during]) else AVERAGE
    try:
        was, now = (_measured(measured(weeks, told)) for weeks in (before, during))
        return passes(before=was, after=now, lower_is_better=lower_is_better)
    except Refused:
        return True


def _measured(side: Measured) -> Counted | Weekly:
    if isinstance(side, Counted | Weekly):
        return side
    raise ValueError("a quality is a share or has weekly values")


def chance_of_drop(
    *,
    before: Counted | Weekly,
    after: Counted | Weekly,
    drop: float = DROP,
    lower_is_better: bool = False,
) -> float:
    """The chance, 0 to 1, that the quality is worse than before by more than `drop` of what it was.

    Both sides are counted rates, or weekly values of zero or more (deal size, discount) with 6 weeks or more;
    `drop` is a share above 0 and under 1. Where lower is better, a rise by more than `drop` counts. Raises
    NotEnoughYet without trials or weeks; refuses a rate set against weekly values.
    Source: Beta posteriors with Jeffreys priors (Gelman et al., 2.4), integrated over the quantiles of the
    first; Welch (1947) for weekly values.
    """
    if not 0 < drop < 1:
        raise ValueError("a drop lies above 0 and under 1")
    factor = 1 + drop if lower_is_better else 1 - drop
    match before, after:
        case Counted(), Counted():
            under = _under(before, after, factor)
        case Weekly(), Weekly():
            under = _mean_under(before, after, factor)
        case _:
            raise ValueError("a rate is set against weekly values")
    return min(max(1 - under if lower_is_better else under, 0.0), 1.0)


def _under(before: Counted, after: Counted, factor: float) -> float:
    """P(after < factor x before)."""
    first, second = with_trials(before), with_trials(after)
    was = betaincinv(first[0] + JEFFREYS, first[1] - first[0] + JEFFREYS, PLACES)
    reached = np.minimum(was * factor, 1.0)
    return float(WEIGHTS @ betainc(second[0] + JEFFREYS, second[1] - second[0] + JEFFREYS, reached))


def _mean_under(before: Weekly, after: Weekly, factor: float) -> float:
    mean_before, error_before, freedom_before = _mean(before)
    mean_after, error_after, freedom_after = _mean(after)
    first, second = factor**2 * error_before, error_after
    gap = factor * mean_before - mean_after
    if not first + second:
        return float(gap > 0)
    freedom = (first + second) ** 2 / (first**2 / freedom_before + second**2 / freedom_after)
    return float(stdtr(freedom, gap / sqrt(first + second)))


def _mean(weekly: Weekly) -> tuple[float, float, int]:
    """The mean, its squared standard error, and the degrees of freedom."""
    values = np.array(sound_input.counts(weekly.values, "A weekly value"))
    if len(values) < MIN_WEEKS:
        raise NotEnoughYet(len(values), MIN_WEEKS, Lacking.WEEKS)
    return float(values.mean()), float(values.var(ddof=1)) / len(values), len(values) - 1
