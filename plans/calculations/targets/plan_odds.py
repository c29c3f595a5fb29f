"""The bars of a step by simulated plans: how often luck alone reaches it, how often an improved rep misses it.

A step is reached as `runs` defines it: by the first weeks in a row, anywhere in the plan, that together are at the
mark. Everything is drawn with a seed, so that the same numbers give the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plans.calculations.drawn_runs import DrawnWeeks, Values, meets
from plans.calculations.exact_input import seed_of
from salesgym.errors import Lacking
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.change import full_weeks, picture
from salesgym.numbers.calculations.statistics.levels import (
    AverageLevel,
    Level,
    amount_level,
    count_level,
    share_level,
    usual_over,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate

DRAWS = 2_000
# A step is fair where neither chance is higher than this.
MOST_UNFAIR = 0.30
# Chances under this are as good as equal, so a shorter run is preferred.
NEGLIGIBLE = 0.15
# A round number in the place of the goal has to lower the higher of the two chances by so many hundredths.
WORTH_IT = 5
RUNS = (4, 5, 6, 8, 10, 13)
SHORTEST_RUN = RUNS[0]


@dataclass(frozen=True, slots=True)
class Odds:
    """The two chances of a step, 0 to 1: that an unchanged rep reaches it, and that an improved one misses it."""

    luck: float
    miss: float

    @property
    def worse(self) -> float:
        return max(self.luck, self.miss)

    @property
    def is_fair(self) -> bool:
        return self.worse <= MOST_UNFAIR


@dataclass(frozen=True, slots=True)
class Suggested:
    """The mark and the run with the fairest chances for a goal, and these chances."""

    mark: float
    weeks: int
    luck: float
    miss: float
    is_fair: bool


@dataclass(frozen=True, slots=True)
class PlanOdds:
    """Simulated plans of one rep: unchanged, and improved to one goal; `odds` and `suggestion` read them.

    `level` is what is known of the rep, `week_sizes` the trials, deals or shares worked of their own weeks, from
    which those of the plan are drawn; `usual` the usual trials or deals of a week, 1 for counts and money.
    """

    level: Level
    week_sizes: tuple[float, ...]
    plan_weeks: int
    lower_is_better: bool
    seed: int
    usual: float
    draws: int = DRAWS

    def unchanged(self) -> DrawnWeeks:
        """Plans of a rep who stays as they are; the same whatever the goal."""
        return _unchanged(self)

    def improved(self, goal: float) -> DrawnWeeks:
        """Plans of a rep who climbs evenly to the goal by half-time and stays there."""
        return _improved(self, goal)

    def best(self, drawn: DrawnWeeks, weeks: int) -> Values:
        """The best figure of each simulated plan by runs of so many weeks."""
        return drawn.best(weeks, first_end=1, last_end=self.plan_weeks, lower_is_better=self.lower_is_better)

    def odds(self, goal: float, mark: float, weeks: int) -> Odds:
        return self._of(self.best(self.unchanged(), weeks), self.best(self.improved(goal), weeks), mark)

    def suggestion(self, goal: float, naturals: Iterable[float] = ()) -> Suggested:
        """The fairest run for the goal; a round number before it only where that is clearly fairer."""
        still, moved = self.unchanged(), self.improved(goal)
        bests = {
            weeks: (self.best(still, weeks), self.best(moved, weeks)) for weeks in runs_for(self.plan_weeks)
        }

        def fairest(mark: float) -> Suggested:
            tried = [_suggested(mark, weeks, self._of(*pair, mark)) for weeks, pair in bests.items()]
            return min(tried, key=_unfairness)

        own, middle = fairest(goal), (self.level.expected + goal) / 2
        rounds = sound_input.numbers(naturals, "A round number")
        others = [fairest(mark) for mark in rounds if min(middle, goal) <= mark <= max(middle, goal)]
        others = [one for one in others if _unfairness(own)[0] - _unfairness(one)[0] >= WORTH_IT]
        return min(others, key=lambda one: (*_unfairness(one), abs(one.mark - goal)), default=own)

    def _of(self, still: Values, moved: Values, mark: float) -> Odds:
        lucky, reached = (meets(best, mark, lower_is_better=self.lower_is_better) for best in (still, moved))
        return Odds(float(lucky.mean()), float((~reached).mean()))


# One question about a plan follows the other: the plans drawn last are kept, with their best runs, 4 MB each.
@lru_cache(maxsize=1)
def _unchanged(plans: PlanOdds) -> DrawnWeeks:
    generator = np.random.default_rng([plans.seed, 0])
    levels = plans.level.draws(generator, plans.draws)
    return _weeks(plans, generator, np.repeat(levels[:, None], plans.plan_weeks, axis=1))


@lru_cache(maxsize=1)
def _improved(plans: PlanOdds, goal: float) -> DrawnWeeks:
    gap = plans.level.gap_to(goal, lower_is_better=plans.lower_is_better)
    climb = picture(plans.level, gap, plans.plan_weeks, lower_is_better=plans.lower_is_better).climb(
        np.arange(1, plans.plan_weeks + 1)
    )
    generator = np.random.default_rng([plans.seed, 1])
    return _weeks(plans, generator, np.tile(climb, (plans.draws, 1)))


def _weeks(plans: PlanOdds, generator: np.random.Generator, levels: Values) -> DrawnWeeks:
    over = generator.choice(np.array(plans.week_sizes), levels.shape)
    totals = plans.level.weeks(generator, levels, over)
    return DrawnWeeks(totals, over, plans.usual, np.ones(plans.plan_weeks, dtype=bool))


def runs_for(plan_weeks: int) -> list[int]:
    """The runs to choose from: 4, 5, 6, 8, 10 or 13 weeks, at most half the plan, but always 4."""
    return [weeks for weeks in RUNS if weeks <= max(SHORTEST_RUN, plan_weeks // 2)]


def share_plans(
    own: Counted,
    peers: Prior,
    *,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float,
    lower_is_better: bool,
    seed: int,
) -> PlanOdds:
    """Simulated plans about a share; the arguments are those of `fairness.odds_over_plan`."""
    usual = usual_over(weekly_trials)
    level = share_level(own, peers, spread=spread, usual=usual)
    return _plans(level, plan_weeks, weekly_trials, usual, lower_is_better, seed)


def count_plans(
    own: Rate,
    peers: Prior,
    *,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float,
    lower_is_better: bool,
    seed: int,
) -> PlanOdds:
    """Simulated plans about events a week; `weekly_trials` are the shares of weeks worked."""
    usual_over(weekly_trials, Lacking.WEEKS)
    level = count_level(own, peers, spread=spread)
    return _plans(level, plan_weeks, weekly_trials, 1.0, lower_is_better, seed)


def amount_plans(
    own: Rate | Averaged,
    peers: Prior | NormalPrior,
    *,
    plan_weeks: int,
    weekly_trials: Sequence[float],
    spread: float,
    sizes: Sequence[float],
    lower_is_better: bool,
    seed: int,
) -> PlanOdds:
    """Simulated plans about money a week or an average; `weekly_trials` are shares worked or deals a week."""
    usual = usual_over(weekly_trials, Lacking.DEALS if isinstance(own, Averaged) else Lacking.WEEKS)
    level = amount_level(own, peers, spread=spread, sizes=sizes)
    if not isinstance(level, AverageLevel):
        usual = 1.0
    return _plans(level, plan_weeks, weekly_trials, usual, lower_is_better, seed)


def _plans(
    level: Level,
    plan_weeks: int,
    week_sizes: Sequence[float],
    usual: float,
    lower_is_better: bool,
    seed: int,
) -> PlanOdds:
    sizes = tuple(level.week_sizes(week_sizes))
    usual_over(sizes)
    return PlanOdds(level, sizes, full_weeks(plan_weeks), lower_is_better, seed_of(seed), usual)


def _suggested(mark: float, weeks: int, odds: Odds) -> Suggested:
    return Suggested(mark, weeks, odds.luck, odds.miss, odds.is_fair)


def _unfairness(one: Suggested) -> tuple[int, int]:
    """The higher of both chances, in whole hundredths as they are compared, and the run; small is better."""
    return round(100 * max(one.luck, one.miss, NEGLIGIBLE)), one.weeks
