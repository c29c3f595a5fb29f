"""Priors of a rep's share from the shares of the peers."""

from collections.abc import Sequence
from math import fsum

from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import JEFFREYS, LEAST_PRIOR, Counted, Prior

MIN_PEERS = 5
MOST_TIMES_OWN = 10


def peer_prior(peers: Sequence[Counted], *, trials: float | None = None) -> Prior:
    """How this share is spread over the peers, as a Beta prior: for the "before" of a comparison.

    `peers` are the other reps, without this rep; those without trials are ignored. `trials` are this rep's own
    (default: the mean of the peers'): where the peers hardly differ, the prior is worth at most ten times as
    many trials. Under 5 peers the result is Jeffreys' prior. Refuses successes above
    trials, NaN and what is below zero. Source: moments of the beta-binomial (Kleinman, JASA 68, 1973).
    """
    known = [Counted(*sound_input.part_of(peer.successes, peer.trials)) for peer in peers]
    known = [peer for peer in known if peer.trials]
    if len(known) < MIN_PEERS:
        return JEFFREYS
    own = sound_input.not_negative(_mean_trials(known) if trials is None else trials, "A number of trials")
    most = max(MOST_TIMES_OWN * own, JEFFREYS.weight)
    return prior_of(known, most=most)


def prior_of(known: Sequence[Counted], *, most: float) -> Prior:
    """The Beta distribution of the shares of two or more reps, by its moments; worth 1 to `most` trials."""
    pooled = pooled_share(known)
    alike = likeness(known)
    weight = min(prior_weight(alike), most) if alike > 0 else most
    return Prior(max(pooled * weight, LEAST_PRIOR), max((1 - pooled) * weight, LEAST_PRIOR))


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
    shares between reps.
    """
    trials, pooled = fsum(one.trials for one in known), pooled_share(known)
    squares = fsum(one.trials * (one.successes / one.trials - pooled) ** 2 for one in known)
    freedom = len(known) - 1
    room = trials - fsum(one.trials**2 for one in known) / trials - freedom
    if room <= 0:
        return 0.0
    return min(max((squares / (pooled * (1 - pooled)) - freedom) / room, 0.0), 1.0)


def _mean_trials(known: Sequence[Counted]) -> float:
    return fsum(one.trials for one in known) / len(known)
