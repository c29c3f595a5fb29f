"""What reaching the target is worth in money, with the range that follows from this rep's own numbers.

Rates are drawn from their Beta posteriors, and the deal size by bootstrap of the rep's own won deals. The range
is of the expected gain; the gain of a single quarter can be well outside. The draws do not depend on the target,
so that all places of a slider use the same draws.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from plans.calculations.exact_input import seed_of, with_trials
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted

DRAWS = 4_000
MIN_WON_DEALS = 10
# The quantiles: both ends of an 80 % interval, and the median.
LEVELS = (0.10, 0.50, 0.90)
FIGURES = 2
JEFFREYS = 0.5
MAY_BE_NOTHING = "may be nothing"
# With so many deals the bootstrap mean is drawn from a normal distribution: the two figures shown are the same.
MANY_DEALS = 150

Draws = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Range:
    """An 80 % interval and its median, in the unit of the quantity."""

    low: float
    middle: float
    high: float

    @property
    def may_be_nothing(self) -> bool:
        return self.low <= 0 <= self.high

    @property
    def words(self) -> str:
        """ "may be nothing" where the range spans zero, otherwise empty; the page translates it."""
        return MAY_BE_NOTHING if self.may_be_nothing else ""


@dataclass(frozen=True)
class FunnelHistory:
    """A rep's own funnel over their baseline.

    `entry` names what they do first (calls, conversations) and `volume` is how many of them a week. `rates` has
    each later stage by its name, in order up to the win: successes of trials (54 of 247 meetings became
    opportunities). `won_deals` are the sizes of the deals they won, in major units of money.
    """

    entry: str
    volume: float
    rates: Mapping[str, Counted]
    won_deals: Sequence[float]


def worth(
    *,
    funnel_history: FunnelHistory,
    stage: str,
    target: float,
    commission: float,
    weeks: float = 13,
    seed: int,
) -> Range:
    """The expected extra money in `weeks` with one number at its target and the others unchanged.

    `stage` is the entry (its `target` a weekly volume, zero or more) or one of the rates (0 to 1).
    `commission` is the rep's share of a won deal, above 0 and up to 1; 1 gives the company's revenue. `seed`
    is fixed for a plan, so that a reload shows the same. Median and 80 % interval of 4,000 draws, to two
    significant figures, negative where the target is below today's number. Raises NotEnoughYet under 10 won
    deals or where a stage has no trials; refuses unknown stages, more successes than trials, NaN.
    Source: Beta posterior with Jeffreys prior (Gelman et al., Bayesian Data Analysis, 2.4) and bootstrap of the
    mean (Efron and Tibshirani 1993).
    """
    along = worth_along(
        funnel_history=funnel_history,
        stage=stage,
        targets=[target],
        commission=commission,
        weeks=weeks,
        seed=seed,
    )
    return along[0]


def worth_along(
    *,
    funnel_history: FunnelHistory,
    stage: str,
    targets: Sequence[float],
    commission: float,
    weeks: float = 13,
    seed: int,
) -> tuple[Range, ...]:
    """`worth` at each of these targets, from the same draws, for all places of a slider."""
    commission = _share_of_deal(commission)
    weeks = sound_input.positive(weeks, "The number of weeks")
    moved = [_target(funnel_history, stage, target) for target in targets]
    rates, deal_size = _draw(funnel_history, seed)
    current, before, after = _around(funnel_history, stage, rates)
    each = before * after * deal_size * commission * weeks
    return tuple(_range(each * (target - current)) for target in moved)


def worth_each(*, funnel_history: FunnelHistory, stage: str, commission: float, seed: int) -> Range:
    """What one more unit of effort is worth on average: one more call, or one more try at a later stage.

    For the entry one more of it; for a rate one more of its trials (one more meeting, where `stage` turns meetings
    into opportunities). Arguments, refusals and source as in `worth`.
    """
    commission = _share_of_deal(commission)
    _require_stage(funnel_history, stage)
    rates, deal_size = _draw(funnel_history, seed)
    current, _, after = _around(funnel_history, stage, rates)
    through = after if stage == funnel_history.entry else current * after
    return _range(through * deal_size * commission)


def _draw(history: FunnelHistory, seed: int) -> tuple[dict[str, Draws], Draws]:
    """The draws of each rate and of the mean deal size."""
    generator = np.random.default_rng(seed_of(seed))
    deals = np.array(sound_input.counts(history.won_deals, "The size of a won deal"))
    if len(deals) < MIN_WON_DEALS:
        raise NotEnoughYet(len(deals), MIN_WON_DEALS, Lacking.WON_DEALS)
    if not deals.any():
        raise NoAnswer(Obstacle.DEALS_WORTH_NOTHING)
    rates = {name: _rate(generator, counted) for name, counted in history.rates.items()}
    return rates, _mean_deals(generator, deals)


def _rate(generator: np.random.Generator, counted: Counted) -> Draws:
    won, tried = with_trials(counted)
    return generator.beta(won + JEFFREYS, tried - won + JEFFREYS, DRAWS)


def _mean_deals(generator: np.random.Generator, deals: Draws) -> Draws:
    count = len(deals)
    if count >= MANY_DEALS:
        return np.maximum(generator.normal(deals.mean(), deals.std() / np.sqrt(count), DRAWS), 0.0)
    return deals.take(generator.integers(0, count, (count, DRAWS)), mode="clip").mean(axis=0)


def _around(
    history: FunnelHistory, stage: str, rates: Mapping[str, Draws]
) -> tuple[Draws | float, Draws | float, Draws | float]:
    """Draws of the number that changes, and the products of the volume and rates before and after it."""
    before: Draws | float = 1.0
    after: Draws | float = 1.0
    volume = sound_input.positive(history.volume, "The weekly volume")
    current: Draws | float = volume
    is_before = stage != history.entry
    if is_before:
        before = volume
    for name, rate in rates.items():
        if name == stage:
            current, is_before = rate, False
        elif is_before:
            before = before * rate
        else:
            after = after * rate
    return current, before, after


def _require_stage(history: FunnelHistory, stage: str) -> None:
    if not history.rates:
        raise NotEnoughYet(0, 1, Lacking.STAGES)
    if stage != history.entry and stage not in history.rates:
        raise ValueError(f"the funnel has no stage {stage}")


def _target(history: FunnelHistory, stage: str, target: float) -> float:
    _require_stage(history, stage)
    if stage == history.entry:
        return sound_input.not_negative(target, "The target")
    return sound_input.share(target, "The target")


def _share_of_deal(commission: float) -> float:
    commission = sound_input.share(commission, "The commission")
    if not commission:
        raise ValueError("a commission of zero leaves no gain to show")
    return commission


def _range(draws: Draws) -> Range:
    low, middle, high = np.quantile(draws, LEVELS)
    return Range(_figures(low), _figures(middle), _figures(high))


def _figures(value: float) -> float:
    """`value` to two significant figures, because the range is not known more exactly."""
    if not value:
        return 0.0
    return float(round(float(value), FIGURES - 1 - floor(log10(abs(value)))))
