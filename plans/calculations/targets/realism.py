"""How realistic a target is: how many peers are likely to be there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum, sqrt

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.distributions import (
    beta_above,
    gamma_above,
    normal_below,
    t_below,
)
from salesgym.numbers.calculations.statistics.measured import (
    JEFFREYS,
    JEFFREYS_EVENTS,
    LEAST_WEEKS,
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
    Weekly,
)
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS

Peer = Counted | Rate | Averaged | Weekly
HALF = 0.5


@dataclass(frozen=True, slots=True)
class AtTarget:
    """How many of `peers` are at a target: `expected` is the sum of each one's chance, 0 to `peers`."""

    expected: float
    peers: int

    @property
    def share(self) -> float:
        """The expected share of peers at the target, 0 to 1."""
        return self.expected / self.peers

    @property
    def likely(self) -> int:
        """The expected number as a whole one; 0 where the sum is under a half: none is likely to be there."""
        return floor(self.expected + HALF)


def share_of_peers(
    target: float,
    peers: Sequence[Peer],
    *,
    spread: float | None = None,
    prior: Prior | NormalPrior | None = None,
    lower_is_better: bool = False,
) -> AtTarget:
    """How many peers are expected to be at the target or beyond; `peers` is without this rep.

    The peers are all of one kind. A Counted is at the target with the chance that Beta(s + .5, t - s + .5) lies
    there, a Rate (events or money, in weeks worked) with that of Gamma(events + .5, weeks), an Averaged with that of
    a Normal distribution around its value, and Weekly values with Student's t around their mean. With `prior`, the
    prior of the role (Beta, Gamma, Normal; ignored for Weekly), it stands in Jeffreys' place. Counting shrunken levels
    puts the peers too close together. Jeffreys' prior puts them too far apart where they have few trials: with 104 each
    and a truth of 8 in 100 at the target it expects 19, the role's prior 8.

    `spread` is the role's phi, which divides the sums first; of an Averaged it is the variance of one deal. Without it
    shares are binomial, a Rate has its own dispersion, and an Averaged is refused. Peers about whom nothing is known are
    left out: no trials, no weeks, no deals, one weekly value. Raises NotEnoughYet where under 5 remain.
    """
    goal = sound_input.not_negative(target, "The target")
    if len({type(peer) for peer in peers}) > 1:
        raise ValueError("these peers are measured in different ways")
    wide = None if spread is None else _spread(spread)
    chances = [chance for peer in peers if (chance := _above(goal, peer, wide, prior)) is not None]
    if len(chances) < MIN_PEERS:
        raise NotEnoughYet(len(chances), MIN_PEERS, Lacking.PEERS)
    expected = fsum(1 - chance if lower_is_better else chance for chance in chances)
    return AtTarget(min(max(expected, 0.0), float(len(chances))), len(chances))


def _spread(spread: float) -> float:
    wide = sound_input.positive(spread, "The spread")
    if wide < sound_input.LEAST_COUNTED:
        raise NoAnswer(Obstacle.NOT_ABOVE_ZERO, "The spread")
    return wide


def _above(goal: float, peer: Peer, spread: float | None, prior: Prior | NormalPrior | None) -> float | None:
    """The chance that this peer's level is above the goal; None where nothing is known of them."""
    match peer, prior:
        case Counted(), Prior() | None:
            return _share_above(goal, peer, spread or 1.0, prior or JEFFREYS)
        case Rate(), Prior() | None:
            return _rate_above(goal, peer, spread, prior or Prior(JEFFREYS_EVENTS, 0.0))
        case Averaged(), NormalPrior() | None:
            return _average_above(goal, peer, spread, prior)
        case Weekly(), _:
            return _weeks_above(goal, peer)
    raise ValueError("these peers and the prior of their role are of different kinds")


def _share_above(goal: float, peer: Counted, spread: float, prior: Prior) -> float | None:
    won, tried = sound_input.part_of(peer.successes, peer.trials)
    if not tried:
        return None
    if goal >= 1:
        return 0.0
    return beta_above(goal, prior.a + won / spread, prior.b + (tried - won) / spread)


def _rate_above(goal: float, peer: Rate, spread: float | None, prior: Prior) -> float | None:
    events = sound_input.not_negative(peer.events, "A number of events")
    weeks = sound_input.not_negative(peer.weeks, "A number of weeks")
    own = max(sound_input.positive(peer.dispersion, "The dispersion"), 1.0)
    wide = own if spread is None else spread
    if weeks < LEAST_WEEKS:
        return None
    return gamma_above(goal * (prior.b + weeks / wide), prior.a + events / wide)


def _average_above(
    goal: float, peer: Averaged, spread: float | None, prior: NormalPrior | None
) -> float | None:
    total = sound_input.number(peer.total, "A total")
    deals = sound_input.not_negative(peer.count, "A number of deals")
    if spread is None:
        raise ValueError("an average needs the variance of one deal")
    if deals < sound_input.LEAST_COUNTED:
        return None
    level, variance = total / deals, spread / deals
    if prior is not None:
        own = prior.variance / (prior.variance + variance)
        level, variance = prior.mean + own * (level - prior.mean), own * variance
    return normal_below((level - goal) / sqrt(variance))


def _weeks_above(goal: float, peer: Weekly) -> float | None:
    values = sound_input.numbers(peer.values, "A weekly value")
    if len(values) < 2:
        return None
    mean = fsum(values) / len(values)
    squares = fsum((value - mean) ** 2 for value in values)
    error = sqrt(squares / (len(values) - 1) / len(values))
    # Weeks that are all the same are taken for the level itself; one exactly at the target may be on either side.
    if error <= sound_input.LEAST_COUNTED * abs(mean):
        return HALF if mean == goal else float(mean > goal)
    return t_below((mean - goal) / error, len(values) - 1)
