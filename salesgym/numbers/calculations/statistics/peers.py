"""How alike the shares of several reps are, and how many peers a comparison needs."""

from collections.abc import Sequence
from math import fsum

from salesgym.numbers.calculations.statistics.measured import JEFFREYS, Counted

MIN_PEERS = 5


def prior_weight(alike: float) -> float:
    """How many trials a prior is worth for this likeness, above 0; at least as many as Jeffreys' prior."""
    return max(1 / alike - 1, JEFFREYS.weight)


def pooled_share(known: Sequence[Counted]) -> float:
    """All successes over all trials, never exactly 0 or 1: no success so far does not prove a share of 0."""
    successes, trials = fsum(one.successes for one in known), fsum(one.trials for one in known)
    if 0 < successes < trials:
        return successes / trials
    return (successes + JEFFREYS.a) / (trials + JEFFREYS.weight)


def likeness(known: Sequence[Counted]) -> float:
    """The correlation of two trials of the same rep; 0 where luck explains all differences between reps.

    Needs two or more reps with trials. Multiplied by the variance of one trial it is the variance of the true
    shares between reps. Source: moments of the beta-binomial (Kleinman, JASA 68, 1973).
    """
    trials, pooled = fsum(one.trials for one in known), pooled_share(known)
    squares = fsum(one.trials * (one.successes / one.trials - pooled) ** 2 for one in known)
    freedom = len(known) - 1
    room = trials - fsum(one.trials**2 for one in known) / trials - freedom
    if room <= 0:
        return 0.0
    return min(max((squares / (pooled * (1 - pooled)) - freedom) / room, 0.0), 1.0)
