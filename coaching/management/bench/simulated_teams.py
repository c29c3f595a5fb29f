"""Simulated teams of thirteen, and the plans that are opened for the worst of seven of them.

Nothing here knows what the product computes: true levels, weeks and changes are drawn, and the spread and the prior of
the role are worked out for many teams at once, as `role_prior` and `spread` do for one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.special import betaln, gammaln

from plans.calculations.drawn_runs import DrawnWeeks, Values
from salesgym.numbers.calculations.statistics.levels import (
    Level,
    average_level,
    count_level,
    money_level,
    share_level,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

SHARE, COUNT, MONEY, AVERAGE = "share", "count", "money", "average"
REPS, WORST_OF, WEEKS_BEFORE = 13, 7, 13
# True shares have the mean .20 and the standard deviation .04, all other levels a coefficient of variation of .20.
BETA, SHAPE = (0.2 * 99, 0.8 * 99), 25
# Weekly trials and deals have 1.5 times the variance of a Poisson number.
TRIALS_SPREAD = 1.5
# A deal's standard deviation is as large as its mean.
DEAL, DEAL_VARIATION = 1_000.0, 1.0
# Deals in the pool of a role, of which weeks to come are made.
DEALS_OF_ROLE = 60
POINTS = 40


@dataclass(frozen=True, slots=True)
class Case:
    """Plans of one kind: `volume` trials, events, wins or deals a week; `alike` is rho of a share, phi of a count."""

    kind: str
    volume: float
    plan_weeks: int
    alike: float = 0.0
    lower_is_better: bool = False

    @property
    def name(self) -> str:
        said = {SHARE: f"rho {self.alike:g}", COUNT: f"phi {self.alike:g}"}.get(self.kind, "")
        down = "down" if self.lower_is_better else ""
        told = (f"{self.kind}, {self.volume:g} a week, {self.plan_weeks} weeks", said, down)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Opened:
    """One plan on its first day: the rep's true level, their weeks before, and what the product knows of the level."""

    case: Case
    true: float
    level: Level
    over_before: tuple[float, ...]
    usual: float

    @property
    def gap(self) -> float:
        """The way to a goal half as high again, or a third lower where lower is better."""
        return (-1 / 3 if self.case.lower_is_better else 0.5) * self.level.expected

    @property
    def goal(self) -> float:
        return self.level.expected + self.gap


def opened(case: Case, plans: int, generator: Generator, *, worst: bool = True) -> list[Opened]:
    """So many plans, each of another team, for the rep with the worst weeks of the first seven, or for any rep."""
    if case.kind == SHARE:
        true = generator.beta(*BETA, (plans, REPS))
    else:
        middle = {COUNT: case.volume, MONEY: case.volume * DEAL, AVERAGE: DEAL}[case.kind]
        true = generator.gamma(SHAPE, middle / SHAPE, (plans, REPS))
    total, over = weeks(case, generator, np.repeat(true[:, :, None], WEEKS_BEFORE, axis=2))
    figures = total.sum(2) / np.maximum(over.sum(2), 1e-9)
    seven = figures[:, :WORST_OF]
    chosen = seven.argmax(1) if case.lower_is_better else seven.argmin(1)
    chosen = chosen if worst else np.zeros(plans, dtype=int)
    spread = role_spread(case, total, over)
    mean, variance = role_prior(case, total.sum(2), over.sum(2), spread)
    return [
        _one(
            case,
            true[place, rep],
            total[place, rep],
            over[place, rep],
            spread[place],
            mean[place],
            variance[place],
        )
        for place, rep in enumerate(chosen)
    ]


def _one(
    case: Case, true: float, total: Values, over: Values, spread: float, mean: float, variance: float
) -> Opened:
    usual = float(over.mean()) or 0.1
    sums = float(total.sum()), float(over.sum())
    level: Level
    if case.kind == SHARE:
        weight = mean * (1 - mean) / variance - 1
        prior = Prior(mean * weight, (1 - mean) * weight)
        level = share_level(Counted(*sums), prior, spread=spread, usual=usual)
    elif case.kind == AVERAGE:
        sizes = np.random.default_rng(int(true * 1e6)).gamma(
            1 / DEAL_VARIATION, DEAL_VARIATION, DEALS_OF_ROLE
        )
        level = average_level(
            Averaged(*sums), NormalPrior(mean, variance), spread=spread, sizes=list(sizes / sizes.mean())
        )
    else:
        made = count_level if case.kind == COUNT else money_level
        level = made(Rate(*sums), Prior(mean**2 / variance, mean / variance), spread=spread)
    is_shared = case.kind in {SHARE, AVERAGE}
    return Opened(case, float(true), level, tuple(map(float, over)), usual if is_shared else 1.0)


def weeks(case: Case, generator: Generator, levels: Values) -> tuple[Values, Values]:
    """What weeks with these true levels bring: totals, and what they are divided by."""
    over: Values
    if case.kind in {SHARE, AVERAGE}:
        wider = TRIALS_SPREAD - 1
        over = generator.negative_binomial(case.volume / wider, 1 / TRIALS_SPREAD, levels.shape)
    else:
        over = np.ones(levels.shape)
    if case.kind == SHARE:
        if case.alike:
            known = 1 / case.alike - 1
            levels = generator.beta(levels * known, (1 - levels) * known)
        return generator.binomial(over.astype(np.int64), levels), over
    if case.kind == COUNT:
        wider = case.alike - 1
        means = generator.gamma(levels / wider, wider) if wider > 0 else levels
        return generator.poisson(means), over
    deals, each = (generator.poisson(levels / DEAL), DEAL) if case.kind == MONEY else (over, levels)
    return each * generator.gamma(deals / DEAL_VARIATION, DEAL_VARIATION), over


def role_spread(case: Case, total: Values, over: Values) -> Values:
    """The spread of each role, pooled over its reps' weeks (the last axis)."""
    sums = over.sum(2, keepdims=True)
    own = total.sum(2, keepdims=True) / np.maximum(sums, 1e-9)
    known = over > 0
    squares = np.where(known, over * (total / np.maximum(over, 1e-9) - own) ** 2, 0.0)
    freedom = np.maximum(known.sum(2, keepdims=True) - 1, 0)
    if case.kind in {MONEY, AVERAGE}:
        unit = (
            total.sum((1, 2), keepdims=True) / over.sum((1, 2), keepdims=True)
            if case.kind == MONEY
            else own**2
        )
        return squares.sum((1, 2)) / (freedom * unit).sum((1, 2))
    unit = own * (1 - own) if case.kind == SHARE else own
    counts = unit > 0
    wide = np.where(counts, squares.sum(2, keepdims=True) / np.where(counts, unit, 1.0), 0.0)
    return np.maximum(wide.sum((1, 2)) / np.where(counts, freedom, 0).sum((1, 2)), 1.0)


def role_prior(case: Case, total: Values, over: Values, spread: Values) -> tuple[Values, Values]:
    """Mean and variance of each role's levels: forty spreads between reps, weighed by all reps' likelihood."""
    if case.kind == AVERAGE:
        values = total / np.maximum(over, 1e-9)
        mean = values.mean(1)
    else:
        mean = total.sum(1) / over.sum(1)
    widest = np.minimum(mean, 0.9 * np.sqrt(mean * (1 - mean))) if case.kind == SHARE else mean
    points = 0.5 * widest[:, None] * np.arange(1, POINTS + 1) / POINTS
    square, middle = points[:, :, None] ** 2, mean[:, None, None]
    if case.kind == AVERAGE:
        wide = square + (spread * mean**2)[:, None, None] / np.maximum(over, 1e-9)[:, None, :]
        log = -0.5 * (np.log(wide) + (values[:, None, :] - middle) ** 2 / wide)
    else:
        won, tried = (side[:, None, :] / spread[:, None, None] for side in (total, over))
        log = (
            _beta_binomial(won, tried, middle, square)
            if case.kind == SHARE
            else _gamma(won, tried, middle, square)
        )
    log = log.sum(2)
    weight = np.exp(log - log.max(1, keepdims=True))
    return mean, (weight * points**2).sum(1) / weight.sum(1)


def _beta_binomial(won: Values, tried: Values, mean: Values, square: Values) -> Values:
    weight = mean * (1 - mean) / square - 1
    first, second = mean * weight, (1 - mean) * weight
    return betaln(first + won, second + tried - won) - betaln(first, second)


def _gamma(events: Values, worked: Values, mean: Values, square: Values) -> Values:
    shape, over = mean**2 / square, mean / square
    falls = shape * np.log(over) - (shape + events) * np.log(over + worked)
    return gammaln(shape + events) - gammaln(shape) + falls


def paths(plan: Opened, size: float, starts: float, takes: float) -> Values:
    """The true level in each week of a change of this size that begins after week `starts` and takes so many weeks."""
    places = np.arange(1, plan.case.plan_weeks + 1)
    share = np.clip((places - starts) / takes, 0, 1)
    return plan.level.inside(plan.true + size * share)


def reached_in(plan: Opened, total: Values, over: Values, *, mark: float, run: int) -> Values:
    """The week in which each row of weeks reaches the mark; infinite where it does not."""
    drawn = DrawnWeeks(total, over, plan.usual, np.ones(total.shape[1], dtype=bool))
    found = np.full(total.shape[0], np.inf)
    for last in range(total.shape[1], run - 1, -1):
        best = drawn.best(run, first_end=1, last_end=last, lower_is_better=plan.case.lower_is_better)
        slack = 1e-9 * mark
        reached = best <= mark + slack if plan.case.lower_is_better else best >= mark - slack
        found = np.where(reached, last, found)
    return found
