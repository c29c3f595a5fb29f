"""How fair a target is: how often luck alone passes it, how often an improved rep misses it, who reaches it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from scipy.special import betainc, gammainc, gammaincc

from plans.calculations.exact_input import whole
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.calculations.statistics.shrinkage import shrunken_rates

MIN_PEERS = 5
# Outside these limits a formal plan needs the manager's written reason.
MOST_LUCK, LEAST_PASSING, LEAST_PEERS = 0.30, 0.70, 0.10
# A tolerance for rounding errors: .3 of 10 is three, and a peer exactly at the target meets it.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Fairness:
    """The two chances of a target, 0 to 1: that an unchanged rep passes it (`luck`), and that an improved one does."""

    luck: float
    passing: float

    @property
    def misses(self) -> float:
        """The chance that a rep who is truly at the hoped level misses the target."""
        return 1 - self.passing

    def needs_reason(self, peers_at_target: float | None = None) -> bool:
        """Whether a formal plan with this target needs a written reason that HR sees.

        `peers_at_target` is a share from 0 to 1, None where too few peers are known.
        """
        is_rare = peers_at_target is not None and peers_at_target < LEAST_PEERS
        return self.luck > MOST_LUCK or self.passing < LEAST_PASSING or is_rare


def chance_of_passing(*, needed: int, trials: int, rate: float, lower_is_better: bool = False) -> float:
    """The chance, 0 to 1, that a rep with this true rate meets a target of `needed` successes in `trials`.

    `needed` and `trials` are whole numbers; `rate` is from 0 to 1. Where lower is better, at most `needed`
    are asked for. Refuses parts of a success; raises NotEnoughYet without trials.
    Source: exact binomial tail as an incomplete beta function (DLMF 8.17.5).
    """
    needed, trials = whole(needed, "The target"), whole(trials, "The number of trials")
    rate = sound_input.share(rate, "The rate")
    if not trials:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    if lower_is_better:
        return float(betainc(trials - needed, needed + 1, 1 - rate)) if needed < trials else 1.0
    if not 0 < needed <= trials:
        return 0.0 if needed else 1.0
    return float(betainc(needed, trials - needed + 1, rate))


def chance_of_passing_count(
    *, needed: int, weeks: float, rate: float, dispersion: float = 1.0, lower_is_better: bool = False
) -> float:
    """The chance, 0 to 1, that a rep with this true weekly rate meets a target of `needed` events in `weeks`.

    `needed` is whole, `weeks` those worked (.2 less for each day of leave), `rate` events a week, zero or more,
    `dispersion` variance over mean of the weekly counts, taken as 1 where it is less. Raises NotEnoughYet
    without weeks. Source: exact Poisson tail as an incomplete gamma function (DLMF 8.4.10); with a dispersion
    above 1 the negative binomial of the same mean and variance.
    """
    needed = whole(needed, "The target")
    weeks = sound_input.not_negative(weeks, "The number of weeks")
    mean = sound_input.number(sound_input.not_negative(rate, "The rate") * weeks, "The expected count")
    dispersion = sound_input.positive(dispersion, "The dispersion")
    if not weeks:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if lower_is_better:
        return 1.0 if not mean else _at_most(needed, mean, dispersion)
    if not needed or not mean:
        return 0.0 if needed else 1.0
    if dispersion <= 1 + SLACK:
        return float(gammainc(needed, mean))
    return float(betainc(needed, mean / (dispersion - 1), 1 - 1 / dispersion))


def _at_most(needed: int, mean: float, dispersion: float) -> float:
    if dispersion <= 1 + SLACK:
        return float(gammaincc(needed + 1, mean))
    return float(betainc(mean / (dispersion - 1), needed + 1, 1 / dispersion))


def successes_needed(*, target: float, trials: int, lower_is_better: bool = False) -> int:
    """How many successes meet a target rate in so many trials: 24 % of 36 is 8.64, so 9 (8 if lower is better).

    `target` is from 0 to 1, `trials` whole.
    """
    exact = sound_input.share(target, "The target") * whole(trials, "The number of trials")
    return floor(exact + SLACK) if lower_is_better else ceil(exact - SLACK)


def fairness(
    *, target: float, trials: int, unchanged: float, hoped: float, lower_is_better: bool = False
) -> Fairness:
    """Both chances of a target rate over so many trials, for an unchanged rep and for one at the hoped level.

    Rates are from 0 to 1; refusals and source as in `chance_of_passing`.
    """
    needed = successes_needed(target=target, trials=trials, lower_is_better=lower_is_better)
    luck, passing = (
        chance_of_passing(needed=needed, trials=trials, rate=rate, lower_is_better=lower_is_better)
        for rate in (unchanged, hoped)
    )
    return Fairness(luck, passing)


def share_of_peers(
    target: float, peers: Sequence[float | Counted | Rate], *, lower_is_better: bool = False
) -> float:
    """The share of peers, 0 to 1, whose level meets the target; `peers` is without this rep.

    `peers` are the counts of each (all `Counted`, or all `Rate` a week), which are shrunk by empirical Bayes, so
    that few lucky trials count less; plain numbers, in the unit of the target, are used unchanged.
    Raises NotEnoughYet under 5 peers. Source: Efron and Morris (1975), see `shrinkage`.
    """
    target = sound_input.not_negative(target, "The target")
    if len(peers) < MIN_PEERS:
        raise NotEnoughYet(len(peers), MIN_PEERS, Lacking.PEERS)
    slack = SLACK * target
    at_target = [
        value <= target + slack if lower_is_better else value >= target - slack for value in _values(peers)
    ]
    return sum(at_target) / len(at_target)


def _values(peers: Sequence[float | Counted | Rate]) -> list[float]:
    plain = [peer for peer in peers if not isinstance(peer, Counted | Rate)]
    if len(plain) == len(peers):
        return sound_input.counts(plain, "A peer's value")
    if plain:
        raise ValueError("these peers are measured in different ways")
    counted = {place: peer for place, peer in enumerate(peers) if isinstance(peer, Counted)}
    rates = {place: peer for place, peer in enumerate(peers) if isinstance(peer, Rate)}
    if counted and rates:
        raise ValueError("these peers are measured in different ways")
    return list(shrunken_rates(counted).values() if counted else shrunken_rates(rates).values())
