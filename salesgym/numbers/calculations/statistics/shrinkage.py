"""Regression to the mean: how far an extreme number comes back by itself, and rates shrunk to the team's."""

from collections.abc import Hashable, Mapping, Sequence
from math import fsum
from typing import TypeVar

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import (
    LEAST_WEEKS,
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
)
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS, likeness, pooled_share, prior_weight

Rep = TypeVar("Rep", bound=Hashable)
# The largest standard deviation of a share: half of the reps at 0 and half at 1.
MOST_SD = 0.5
KNOWN_BEFORE = "what is known before"


def expected_without_help(
    own: Counted | Rate | Averaged, prior: Prior | NormalPrior, spread: float = 1.0
) -> float:
    """The level that is to be expected of this rep without any help, in the unit of the metric.

    It is the mean of the role's prior and the rep's own numbers, taken together. `own` is a Counted with a Beta
    prior, a Rate (events, or money, in weeks worked; its dispersion is not used) with a Gamma prior, or an Averaged
    with a Normal one. `spread` is the role's phi, by which own sums are divided; for an average it is the variance
    of one deal, c^2 m^2. Without own trials, weeks or deals the answer is the prior's mean. Refuses successes
    above trials, NaN and counts below zero.
    Sources: conjugate posteriors, Gelman et al., Bayesian Data Analysis, 2.4 to 2.6; `barnett` is the same in one
    formula.
    """
    wide = sound_input.positive(spread, "The spread")
    if wide < sound_input.LEAST_COUNTED:
        raise NoAnswer(Obstacle.NOT_ABOVE_ZERO, "The spread")
    match own, prior:
        case Counted(), Prior():
            won, tried = sound_input.part_of(own.successes, own.trials)
            first, second = _sound(prior)
            return (first + won / wide) / (first + second + tried / wide)
        case Rate(), Prior():
            events = sound_input.not_negative(own.events, "A number of events")
            weeks = sound_input.not_negative(own.weeks, "A number of weeks")
            first, second = _sound(prior)
            return (first + events / wide) / (second + weeks / wide)
        case Averaged(), NormalPrior():
            return _with_deals(own, prior, wide)
        case _:
            raise ValueError("a rep's numbers and the prior of their role are of different kinds")


def _sound(prior: Prior) -> tuple[float, float]:
    return sound_input.positive(prior.a, KNOWN_BEFORE), sound_input.positive(prior.b, KNOWN_BEFORE)


def _with_deals(own: Averaged, prior: NormalPrior, variance: float) -> float:
    deals = sound_input.not_negative(own.count, "A number of deals")
    total = sound_input.number(own.total, "A total")
    mean = sound_input.number(prior.mean, KNOWN_BEFORE)
    between = sound_input.positive(prior.variance, KNOWN_BEFORE)
    if deals < sound_input.LEAST_COUNTED:
        return mean
    r = between / (between + variance / deals)
    return mean - r * (mean - total / deals)


def barnett(*, rate: float, trials: float, team_mean: float, between_sd: float, spread: float = 1.0) -> float:
    """The share, 0 to 1, that this rep would come back to without any help: m - r (m - x).

    It is what `expected_without_help` gives for a share, in the one formula that a page can explain. `rate` is the
    rep's share x, over `trials`; `team_mean` is the team's share m, `between_sd` the standard deviation of the true
    shares between reps, 0 to 0.5, `spread` the role's phi. The reliability r is the part of all variance that lies
    between reps. Raises NotEnoughYet without trials; refuses shares outside 0..1 and NaN.
    Source: Barnett, van der Pols, Dobson, Regression to the mean, Int. J. Epidemiology 34 (2005).
    """
    own = sound_input.share(rate, "The rep's rate")
    tried = sound_input.not_negative(trials, "A number of trials")
    team = sound_input.share(team_mean, "The team's mean")
    between = sound_input.not_negative(between_sd, "The spread between reps")
    wide = sound_input.positive(spread, "The spread")
    if between > MOST_SD:
        raise ValueError("the spread between reps is wider than shares can have")
    if not tried:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    return team - reliability(trials=tried / wide, team_mean=team, between_sd=between) * (team - own)


def reliability(*, trials: float, team_mean: float, between_sd: float) -> float:
    """The part of the variance of a rep's share that is due to the rep: 0 all luck, 1 no luck.

    `trials` are the rep's own, over phi where their weeks lie wider than binomial.
    """
    between, within = between_sd**2, team_mean * (1 - team_mean) / trials
    return between / (between + within) if between else 0.0


def shrunken_rates(counted_by_rep: Mapping[Rep, Counted] | Mapping[Rep, Rate]) -> dict[Rep, float]:
    """Each rep's rate, shrunk toward the mean of all reps: the fewer the trials, the more.

    Counted give shares from 0 to 1 (beta-binomial), Rate give events a week (gamma-Poisson); all of one kind.
    A rep without trials or weeks has the mean of the others. Raises NotEnoughYet under 5 reps with trials;
    refuses NaN, what is below zero and successes above trials. Sources: empirical Bayes after Efron and
    Morris, JASA 70 (1975); for shares with the moments of `likeness`.
    """
    measured = list(counted_by_rep.values())
    shares = {rep: one for rep, one in counted_by_rep.items() if isinstance(one, Counted)}
    rates = {rep: one for rep, one in counted_by_rep.items() if isinstance(one, Rate)}
    if (shares and rates) or len(shares) + len(rates) < len(measured):
        raise ValueError("these reps are measured in different ways")
    return _shrunken_counts(rates) if rates else _shrunken_shares(shares)


def _known(team: Sequence[Counted]) -> list[Counted]:
    sound = [Counted(*sound_input.part_of(one.successes, one.trials)) for one in team]
    known = [one for one in sound if one.trials]
    if len(known) < MIN_PEERS:
        raise NotEnoughYet(len(known), MIN_PEERS, Lacking.REPS)
    return known


def _shrunken_shares(shares: Mapping[Rep, Counted]) -> dict[Rep, float]:
    known = _known(list(shares.values()))
    pooled, alike = pooled_share(known), likeness(known)
    if not alike:
        return dict.fromkeys(shares, pooled)
    weight = prior_weight(alike)
    return {rep: (one.successes + pooled * weight) / (one.trials + weight) for rep, one in shares.items()}


def _shrunken_counts(rates: Mapping[Rep, Rate]) -> dict[Rep, float]:
    sound = {
        rep: (
            sound_input.not_negative(one.events, "A number of events"),
            sound_input.not_negative(one.weeks, "A number of weeks"),
            max(sound_input.positive(one.dispersion, "The dispersion"), 1.0),
        )
        for rep, one in rates.items()
    }
    known = [one for one in sound.values() if one[1] >= LEAST_WEEKS]
    if len(known) < MIN_PEERS:
        raise NotEnoughYet(len(known), MIN_PEERS, Lacking.REPS)
    pooled, between = _count_moments(known)
    if not between:
        return dict.fromkeys(sound, pooled)
    return {
        rep: pooled + (events / weeks - pooled) * between / (between + pooled * wider / weeks)
        if weeks >= LEAST_WEEKS
        else pooled
        for rep, (events, weeks, wider) in sound.items()
    }


def _count_moments(known: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """The pooled events a week, and the variance of the true rates between reps, 0 without any."""
    weeks = fsum(one[1] for one in known)
    pooled = fsum(one[0] for one in known) / weeks
    squares = fsum(one[1] * (one[0] / one[1] - pooled) ** 2 for one in known)
    luck = fsum(pooled * one[2] * (1 - one[1] / weeks) for one in known)
    room = weeks - fsum(one[1] ** 2 for one in known) / weeks
    return pooled, max((squares - luck) / room, 0.0) if room > 0 else 0.0
