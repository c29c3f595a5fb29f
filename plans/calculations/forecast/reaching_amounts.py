"""The chance to reach a milestone of an amount or an average: its weeks are drawn from the rep's own weeks.

An amount (revenue a week) is a sum over weeks, an average (revenue per win) a sum over a count. Both are a pair
for each week: the amount, and what it is divided by (1 for an amount).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plans.calculations.exact_input import seed_of, whole
from plans.calculations.forecast.reaching import (
    DRAWS,
    FEWEST_WEEKS,
    LONGEST_WINDOW,
    PRIOR_WEEKS,
    share_met,
)
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics import sound_input


@dataclass(frozen=True, slots=True)
class Week:
    """One complete week: an amount, and the count it is divided by (1 where it is no average)."""

    amount: float
    count: float = 1.0


def chance_of_reaching_average(
    *,
    target: float,
    since_start: Sequence[Week],
    baseline: Sequence[Week],
    window: Sequence[Week],
    weeks_left: int,
    lower_is_better: bool = False,
    seed: int,
) -> float:
    """The chance, 0 to 1, that the window's amounts over its counts meet `target` on the due date.

    `target` is in the unit of the average, zero or more. Weeks to come are drawn from the weeks `since_start`
    and those of the `baseline`, which together weigh as much as four weeks; the weights are drawn, too, so that
    the result has the uncertainty of few weeks. `window` are the weeks inside the milestone's window so far.
    Raises NotEnoughYet under 4 weeks in all, or where none has a count. Source: Rubin, The Bayesian bootstrap (1981).
    """
    target = sound_input.not_negative(target, "The target")
    weeks_left = whole(weeks_left, "The number of weeks left")
    so_far = _pairs(window).sum(axis=0)
    if weeks_left > LONGEST_WINDOW:
        raise NoAnswer(Obstacle.MILESTONE_TOO_FAR)
    if not weeks_left:
        if not so_far[1]:
            raise NotEnoughYet(0, 1, Lacking.WEEKS)
        return share_met(so_far[0], target * so_far[1], lower_is_better)
    weeks, weights = _known(since_start, baseline)
    drawn = _drawn(weights, weeks_left, seed)
    totals = so_far + weeks[drawn].sum(axis=1)
    known = totals[:, 1] > 0
    met = share_met(totals[known, 0], target * totals[known, 1], lower_is_better) if known.any() else 0.0
    return met * float(known.mean())


def _pairs(weeks: Sequence[Week]) -> NDArray[np.float64]:
    pairs = [
        (sound_input.not_negative(week.amount, "An amount"), sound_input.not_negative(week.count, "A count"))
        for week in weeks
    ]
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def _known(
    since: Sequence[Week], baseline: Sequence[Week]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All weeks as rows of amount and count, and the weight of each."""
    weeks = np.concatenate([_pairs(since), _pairs(baseline)])
    if len(weeks) < FEWEST_WEEKS:
        raise NotEnoughYet(len(weeks), FEWEST_WEEKS, Lacking.WEEKS)
    if not weeks[:, 1].any():
        raise NotEnoughYet(0, 1, Lacking.WEEKS_WITH_COUNT)
    weight = min(PRIOR_WEEKS / max(len(baseline), 1), 1.0)
    return weeks, np.array([1.0] * len(since) + [weight] * len(baseline))


def _drawn(weights: NDArray[np.float64], weeks_left: int, seed: int) -> NDArray[np.int64]:
    """The indices of the drawn weeks, DRAWS by weeks_left: first the probability of each week, then the weeks."""
    generator = np.random.default_rng(seed_of(seed))
    shares = generator.dirichlet(weights, DRAWS).cumsum(axis=1)
    places = generator.random((DRAWS, weeks_left))
    drawn = np.stack([(shares < places[:, [week]]).sum(axis=1) for week in range(weeks_left)], axis=1)
    return np.minimum(drawn, len(weights) - 1)
