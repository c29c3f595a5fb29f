"""A rep's usual range of a metric: eight of ten of their four-week figures lie in it.

It is the one usual range of the product. Single weeks are judged by `natural_limits`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import fsum, sqrt
from typing import TYPE_CHECKING

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import distributions, sound_input
from salesgym.numbers.calculations.statistics.measured import COUNT, RATIO
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONEY = "money"
# The part of the four-week figures beyond each end, and how many standard deviations of a normal one that is.
BEYOND, SIGMAS = 0.1, 1.2816
# Where four weeks hold fewer, counts are too lumpy for a normal distribution.
FEW_EVENTS = 20
DRAWS, SEED = 2_000, 20_261
# Ends are included, also where rounding puts a figure just beyond one.
ROUNDING = 1e-9


class Method(StrEnum):
    """What the range follows from."""

    SHARE = "share"
    COUNT = "count"
    SMALL_COUNT = "small count"
    DRAWS = "draws"


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The usual level and the usual range of four-week figures, both ends included, in the unit of the metric.

    Counts and money are per week worked. The range is from `weeks` weeks between the days `first` and `last`, of
    which `total` is the sum: out of `out_of` trials, or in so many weeks worked. `spread` is the role's phi.
    """

    method: Method
    level: float
    low: float
    high: float
    weeks: int
    first: date
    last: date
    total: float
    out_of: float
    spread: float = 1.0

    def holds(self, figure: float) -> bool:
        """Whether a four-week figure lies in the range."""
        slack = ROUNDING * max(abs(self.low), abs(self.high), 1.0)
        return self.low - slack <= figure <= self.high + slack


def usual_range(weeks: Sequence[Week], kind: str, *, spread: float = 1.0) -> UsualRange:
    """The usual range of a metric of this kind (`ratio`, `count`, `money`, `average`).

    `weeks` are those that set it, see `setting_weeks`, of which each is weighed; `spread` is how many times wider
    than by chance alone the weeks of one rep of this role lie, values under 1 count as 1. Raises NotEnoughYet where
    nothing happened, or with no success or no miss in any week. It includes the uncertainty of the level itself. A
    ratio whose successes exceed its trials is treated as an average.
    """
    wider = max(sound_input.positive(spread, "The spread"), 1.0)
    total = fsum(float(week.numerator or 0) for week in weeks)
    trials = fsum(float(week.denominator or 0) for week in weeks)
    if kind == RATIO and total <= trials:
        method, level, low, high = _of_share(total, trials, len(weeks), wider)
        return _told(weeks, method, (level, low, high), total, trials, wider)
    if kind == COUNT:
        worked = fsum(float(week.exposure) for week in weeks)
        method, level, low, high = _of_count(total, worked, wider)
        return _told(weeks, method, (level, low, high), total, worked, wider)
    parts = [(float(week.numerator or 0), _weight(week, kind)) for week in weeks]
    out_of = fsum(weight for _, weight in parts)
    if out_of <= 0:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    return _told(weeks, Method.DRAWS, _of_draws(parts), total, out_of, 1.0)


def is_share(weeks: Sequence[Week], kind: str) -> bool:
    """Whether these weeks of a ratio are a share: their successes together do not exceed their trials."""
    won = fsum(float(week.numerator or 0) for week in weeks)
    return kind == RATIO and won <= fsum(float(week.denominator or 0) for week in weeks)


def _told(
    weeks: Sequence[Week],
    method: Method,
    found: tuple[float, float, float],
    total: float,
    out_of: float,
    spread: float,
) -> UsualRange:
    first, last = weeks[0].starts_on, ends_on(weeks[-1].starts_on)
    return UsualRange(method, *found, len(weeks), first, last, total, out_of, spread)


def _of_share(won: float, trials: float, weeks: int, spread: float) -> tuple[Method, float, float, float]:
    """p +- 1.2816 sqrt(phi p (1 - p) / n4 (1 + 4 / k)), n4 the trials of four of the k weeks."""
    if not won or won == trials:
        raise NotEnoughYet(0, 1, Lacking.MISSES if won else Lacking.SUCCESSES)
    share, of_four = won / trials, trials / weeks * ROLLING_WEEKS
    reach = SIGMAS * sqrt(spread * share * (1 - share) / of_four * (1 + ROLLING_WEEKS / weeks))
    return Method.SHARE, share, max(share - reach, 0.0), min(share + reach, 1.0)


def _of_count(events: float, worked: float, spread: float) -> tuple[Method, float, float, float]:
    """mean +- 1.2816 sqrt(phi mean (1/4 + 1/k)) a week; few events by the negative binomial of four weeks."""
    if events <= 0:
        raise NotEnoughYet(0, 1, Lacking.EVENTS)
    mean, of_four = events / worked, events / worked * ROLLING_WEEKS
    wider = spread * (1 / ROLLING_WEEKS + 1 / worked)
    if of_four >= FEW_EVENTS:
        reach = SIGMAS * sqrt(mean * wider)
        return Method.COUNT, mean, max(mean - reach, 0.0), mean + reach
    low, high = (
        distributions.count_quantile(chance, of_four, wider * ROLLING_WEEKS) / ROLLING_WEEKS
        for chance in (BEYOND, 1 - BEYOND)
    )
    return Method.SMALL_COUNT, mean, low, high


def _weight(week: Week, kind: str) -> float:
    """What an amount is divided by: the share of the week worked, or the deals of an average."""
    return float(week.exposure) if kind == MONEY else float(week.denominator or 0)


def _of_draws(parts: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Level and 10th and 90th percentile of seeded draws of four weeks, each moved away from the level.

    Drawing from few weeks shows too little spread and none of the level's own uncertainty: `_moved` makes up for it.
    Weeks without a deal are drawn too, as four weeks have them as well; four of them have no average.
    """
    import numpy as np

    amounts, weights = (np.array(part) for part in zip(*parts, strict=True))
    level = float(amounts.sum() / weights.sum())
    if len(parts) < 2:
        return level, level, level
    drawn = _draws(len(parts))
    sums, over = amounts[drawn].sum(axis=1), weights[drawn].sum(axis=1)
    figures = sums[over > 0] / over[over > 0]
    low, high = np.percentile(figures, (100 * BEYOND, 100 * (1 - BEYOND)))
    moved = _moved(len(parts))
    low, high = level + (low - level) * moved, level + (high - level) * moved
    return level, float(max(low, 0.0) if amounts.min() >= 0 else low), float(high)


@lru_cache(maxsize=256)
def _draws(weeks: int) -> "NDArray":
    """Which four of so many weeks make up each draw. The same for every rep, so that pages agree."""
    import numpy as np

    return np.random.default_rng(SEED).integers(weeks, size=(DRAWS, ROLLING_WEEKS))


def _moved(weeks: int) -> float:
    """sqrt(1 + 4/k) sqrt(k/(k - 1)) t(.9, k - 1) / 1.2816: 1.26 for 13 weeks."""
    t = distributions.t_quantile(1 - BEYOND, weeks - 1)
    return sqrt(1 + ROLLING_WEEKS / weeks) * sqrt(weeks / (weeks - 1)) * t / SIGMAS
