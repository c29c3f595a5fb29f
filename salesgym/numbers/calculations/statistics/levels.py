"""The true level behind a rep's weeks, for each kind of number: what is known of it, and the weeks it gives.

Every kind is measured as a `total` over an `over`: successes over trials, events or money over the share of the
week worked, the sum of deals over their number. A level is in the unit of the metric: a share, events or money a
week, the mean of a deal. numpy is imported at the top: others import this module when they need it.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, expit, gammaincinv, logit, ndtri

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import (
    LEAST_PRIOR,
    Averaged,
    Counted,
    NormalPrior,
    Prior,
    Rate,
)

Values = NDArray[Any]

# Levels are kept this far inside what is possible, so that no week is impossible and no logarithm infinite.
EDGE = 1e-6
# Where the goal lies behind the expected level, a change is taken to be as large as targets usually ask for.
DEFAULT_STRETCH = 0.28
# Weeks of the same rep are never taken to be more alike than this.
MOST_ALIKE = 0.5
# From so many deals a week on, the sum of a week is drawn at once and not deal by deal.
MANY_DEALS = 30


@dataclass(frozen=True, slots=True)
class Level(ABC):
    """What is known of a level before the plan; `first` and `second` mean what the kind says.

    `spread` is how much wider than by chance single weeks vary; of averages the variance of a deal over level squared.
    """

    first: float
    second: float
    spread: float

    @property
    @abstractmethod
    def expected(self) -> float:
        """The mean: the level expected without help."""

    @abstractmethod
    def quantiles(self, chances: Values) -> Values:
        """The levels below which the true one lies with these chances."""

    @abstractmethod
    def draws(self, generator: np.random.Generator, count: int) -> Values:
        """So many possible levels."""

    @abstractmethod
    def evidence(self, total: Values, over: Values, levels: Values) -> Values:
        """How well levels explain weeks: log likelihoods but for a constant; of several weeks at one level by their sums."""

    @abstractmethod
    def weeks(self, generator: np.random.Generator, levels: Values, over: Values) -> Values:
        """A random total for each week with this level and this `over`."""

    def week_sizes(self, over: Sequence[float]) -> list[float]:
        """What weeks are drawn from: trials and deals as whole numbers, shares of weeks worked as they are."""
        return [float(round(one)) for one in sound_input.counts(over, "A week's number of trials")]

    def inside(self, levels: Values) -> Values:
        """The same levels, kept inside what is possible."""
        return np.maximum(levels, EDGE)

    def shifted(self, levels: Values, team_change: float) -> Values:
        """Levels moved by what the rest of the team changed by: a factor, given as its logarithm."""
        return levels * np.exp(team_change) if team_change else levels

    def gap_to(self, goal: float, *, lower_is_better: bool) -> float:
        """The change that the goal asks for, below zero where lower is better.

        Where the goal lies behind the expected level, the change that targets usually ask for.
        """
        gap = goal - self.expected
        is_ahead = gap < 0 if lower_is_better else gap > 0
        return gap if is_ahead else self._usual_gap(lower_is_better)

    def _usual_gap(self, lower_is_better: bool) -> float:
        return DEFAULT_STRETCH * self.expected * (-1 if lower_is_better else 1)


@dataclass(frozen=True, slots=True)
class ShareLevel(Level):
    """A share: Beta(first, second). Weeks are beta-binomial with the mean trials a week `usual`."""

    usual: float = 0.0

    @property
    def expected(self) -> float:
        return self.first / (self.first + self.second)

    def quantiles(self, chances: Values) -> Values:
        return self.inside(betaincinv(self.first, self.second, chances))

    def draws(self, generator: np.random.Generator, count: int) -> Values:
        return self.inside(generator.beta(self.first, self.second, count))

    def evidence(self, total: Values, over: Values, levels: Values) -> Values:
        return (total * np.log(levels) + (over - total) * np.log1p(-levels)) / self.spread

    def weeks(self, generator: np.random.Generator, levels: Values, over: Values) -> Values:
        # The correlation of two trials of one week that gives weeks this spread.
        alike = min((self.spread - 1) / (self.usual - 1), MOST_ALIKE) if self.usual > 1 else 0.0
        if alike:
            known = 1 / alike - 1
            levels = self.inside(generator.beta(levels * known, (1 - levels) * known))
        return generator.binomial(np.rint(over).astype(np.int64), levels)

    def inside(self, levels: Values) -> Values:
        return np.clip(levels, EDGE, 1 - EDGE)

    def shifted(self, levels: Values, team_change: float) -> Values:
        """As in every kind; the change of a share is one of log-odds."""
        return self.inside(expit(logit(levels) + team_change)) if team_change else levels

    def _usual_gap(self, lower_is_better: bool) -> float:
        stretch = DEFAULT_STRETCH * self.expected
        return -stretch if lower_is_better else min(stretch, (1 - self.expected) / 2)


@dataclass(frozen=True, slots=True)
class CountLevel(Level):
    """Events a week: Gamma with shape `first` over `second` weeks. Weeks are negative binomial."""

    @property
    def expected(self) -> float:
        return self.first / self.second

    def quantiles(self, chances: Values) -> Values:
        return self.inside(gammaincinv(self.first, chances) / self.second)

    def draws(self, generator: np.random.Generator, count: int) -> Values:
        return self.inside(generator.gamma(self.first, 1 / self.second, count))

    def evidence(self, total: Values, over: Values, levels: Values) -> Values:
        return (total * np.log(levels) - levels * over) / self.spread

    def week_sizes(self, over: Sequence[float]) -> list[float]:
        return [sound_input.share(one, "The share of a week that was worked") for one in over]

    def weeks(self, generator: np.random.Generator, levels: Values, over: Values) -> Values:
        means = levels * over
        if self.spread > 1:
            means = generator.gamma(means / (self.spread - 1), self.spread - 1)
        return generator.poisson(means)


@dataclass(frozen=True, slots=True)
class MoneyLevel(CountLevel):
    """Money a week: as a count whose spread is in the currency; weeks are Gamma."""

    def weeks(self, generator: np.random.Generator, levels: Values, over: Values) -> Values:
        return generator.gamma(levels * over / self.spread, self.spread)


@dataclass(frozen=True, slots=True)
class AverageLevel(Level):
    """The mean of a deal: Normal with mean `first` and variance `second`; `deal_variance` is that of one deal.

    `sizes` are deals of the role, each divided by the mean of its rep; without them deals are drawn from a Gamma
    distribution of the same spread.
    """

    deal_variance: float = 0.0
    sizes: tuple[float, ...] = ()

    @property
    def expected(self) -> float:
        return self.first

    def quantiles(self, chances: Values) -> Values:
        return self.inside(self.first + np.sqrt(self.second) * ndtri(chances))

    def draws(self, generator: np.random.Generator, count: int) -> Values:
        return self.inside(generator.normal(self.first, np.sqrt(self.second), count))

    def evidence(self, total: Values, over: Values, levels: Values) -> Values:
        return levels * (total - over * levels / 2) / self.deal_variance

    def weeks(self, generator: np.random.Generator, levels: Values, over: Values) -> Values:
        deals = np.broadcast_to(np.rint(over).astype(np.int64), np.broadcast_shapes(over.shape, levels.shape))
        if self.sizes and deals.mean() < MANY_DEALS:
            return levels * _sums(generator, np.array(self.sizes), deals)
        return levels * generator.gamma(deals / self.spread, self.spread)


def share_level(own: Counted, peers: Prior, *, spread: float = 1.0, usual: float = 0.0) -> ShareLevel:
    """The share of a rep with these own counts, among such peers; `usual` are the mean trials of a week.

    Own counts are divided by the spread, the peers' prior is not. Refuses more successes than trials, and no prior.
    """
    spread = _spread(spread)
    won, tried = sound_input.part_of(own.successes, own.trials)
    first, second = (_known_before(one, LEAST_PRIOR) for one in (peers.a, peers.b))
    usual = sound_input.not_negative(usual, "The usual number of trials")
    return ShareLevel(first + won / spread, second + (tried - won) / spread, spread, usual)


def count_level(own: Rate, peers: Prior, *, spread: float = 1.0) -> CountLevel:
    """Events a week of a rep with these own events and weeks; `peers` is a Gamma shape and its weeks.

    The dispersion of `own` is not used: `spread` is the role's. Refuses a level over what anybody counts.
    """
    spread = _spread(spread)
    return CountLevel(*_gamma(own, peers, spread), spread)


def money_level(own: Rate, peers: Prior, *, spread: float) -> MoneyLevel:
    """Money a week of a rep; `spread` is in the currency, above 0 and not floored at 1."""
    spread = _above_rounding(spread, "The spread")
    return MoneyLevel(*_gamma(own, peers, spread), spread)


def average_level(
    own: Averaged, peers: NormalPrior, *, spread: float, sizes: Sequence[float] = ()
) -> AverageLevel:
    """The mean deal of a rep with these own deals; `spread` is the squared coefficient of variation of one deal.

    `sizes` are deals of the role, each divided by the mean of its rep. ValueError where all of them are 0.
    """
    spread = _above_rounding(spread, "The spread")
    mean, variance = (_above_rounding(one, "what is known before") for one in (peers.mean, peers.variance))
    total = sound_input.number(own.total, "A sum of deals")
    deals = sound_input.not_negative(own.count, "A number of deals")
    parts = sound_input.counts(sizes, "The size of a deal")
    if parts and sum(parts) < sound_input.LEAST_COUNTED:
        raise ValueError("deals to draw from are not all 0")
    deal = spread * mean**2
    known = 1 / variance + deals / deal
    first = sound_input.number((mean / variance + total / deal) / known, "The expected level")
    return AverageLevel(first, 1 / known, spread, deal, tuple(parts))


def amount_level(
    own: Rate | Averaged, peers: Prior | NormalPrior, *, spread: float, sizes: Sequence[float] = ()
) -> MoneyLevel | AverageLevel:
    """Money a week for a Rate with a Gamma prior, the mean deal for Averaged with a NormalPrior; else ValueError."""
    if isinstance(own, Rate) and isinstance(peers, Prior):
        return money_level(own, peers, spread=spread)
    if isinstance(own, Averaged) and isinstance(peers, NormalPrior):
        return average_level(own, peers, spread=spread, sizes=sizes)
    raise ValueError("the rep and the peers are measured in different ways")


def usual_over(over: Sequence[float | None], lacking: Lacking = Lacking.TRIALS_A_WEEK) -> float:
    """The mean trials, deals or share worked of these weeks; NotEnoughYet where it is 0 or unknown."""
    known = sound_input.counts([one for one in over if one is not None], "A week's number of trials")
    if sum(known) < sound_input.LEAST_COUNTED:
        raise NotEnoughYet(0, 1, lacking)
    return sum(known) / len(known)


def _spread(spread: float) -> float:
    return max(sound_input.positive(spread, "The spread"), 1.0)


def _known_before(value: float, least: float) -> float:
    if sound_input.number(value, "what is known before") < least:
        raise ValueError(f"what is known before is worth {least} or more")
    return float(value)


def _above_rounding(value: float, what: str) -> float:
    """`value` as a float above 0, and so far above that nothing divided by it is lost."""
    if sound_input.positive(value, what) < sound_input.LEAST_COUNTED:
        raise NoAnswer(Obstacle.NOT_ABOVE_ZERO, what)
    return float(value)


def _gamma(own: Rate, peers: Prior, spread: float) -> tuple[float, float]:
    shape, over = (_known_before(one, sound_input.LEAST_COUNTED) for one in (peers.a, peers.b))
    first = shape + sound_input.not_negative(own.events, "A number of events") / spread
    second = over + sound_input.not_negative(own.weeks, "A number of weeks") / spread
    sound_input.number(first / second, "The expected level")
    return first, second


def _sums(generator: np.random.Generator, sizes: Values, deals: Values) -> Values:
    """For each number of deals the sum of so many sizes, drawn with replacement."""
    flat = deals.ravel()
    drawn = np.concatenate(([0.0], np.cumsum(generator.choice(sizes, int(flat.sum())))))
    ends = np.cumsum(flat)
    return (drawn[ends] - drawn[ends - flat]).reshape(deals.shape)
