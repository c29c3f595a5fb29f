"""Whether practice goes with a better number: weeks with the agreed practice compared with weeks with less."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from plans.calculations.exact_input import seed_of, whole_counts
from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.measured import Counted

SHUFFLES = 10_000
MIN_WEEKS = 8
# For `could_tell`: a difference that 80 % of comparisons find, with a 10 % chance of a false alarm.
ALPHA, POWER = 0.10, 0.80
SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class PracticeEffect:
    """Both sides, their difference, and how sure it is. A difference is never called a cause.

    `difference` is the rate of weeks with the agreed practice less that of the others (.05 is 5 points);
    `by_luck` is the share of shuffles (0 to 1) that differ as much in either direction; `could_tell` the smallest
    difference that so many weeks would show in 80 % of comparisons.
    """

    practiced: Counted
    other: Counted
    practiced_weeks: int
    other_weeks: int
    difference: float
    by_luck: float
    could_tell: float


def practice_effect(
    *, weeks: Sequence[Counted], practice: Sequence[float], agreed: float, seed: int
) -> PracticeEffect:
    """The difference of rates between weeks with at least the agreed practice and weeks with less.

    `weeks` are the counts of one rep's complete weeks in one plan, `practice` how much was practiced in each
    of them, and `agreed` what was agreed for a week, in the same unit and above zero. Weeks without trials
    are left out. `seed` is fixed for a plan. Raises NotEnoughYet under 8 weeks with trials or with
    none on one side; refuses parts of a success. Source: two-sided permutation test with 10,000 shuffles
    (Edgington and Onghena, Randomization Tests, 2007; p counts the observed order, Phipson and Smyth 2010).
    """
    agreed = sound_input.positive(agreed, "The agreed practice")
    counts, is_practiced = _known_weeks(weeks, sound_input.counts(practice, "The practice of a week"), agreed)
    difference = float(_differences(counts, is_practiced[np.newaxis])[0])
    generator = np.random.default_rng(seed_of(seed))
    shuffled = generator.permuted(np.tile(is_practiced, (SHUFFLES, 1)), axis=1)
    as_far = np.abs(_differences(counts, shuffled)) >= abs(difference) - SLACK
    practiced, other = counts[is_practiced].sum(axis=0), counts[~is_practiced].sum(axis=0)
    return PracticeEffect(
        practiced=Counted(float(practiced[0]), float(practiced[1])),
        other=Counted(float(other[0]), float(other[1])),
        practiced_weeks=int(is_practiced.sum()),
        other_weeks=int((~is_practiced).sum()),
        difference=difference,
        by_luck=float((1 + as_far.sum()) / (1 + SHUFFLES)),
        could_tell=_could_tell(practiced, other),
    )


def _known_weeks(
    weeks: Sequence[Counted], practice: Sequence[float], agreed: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    if len(weeks) != len(practice):
        raise ValueError("there are not as many weeks of numbers as of practice")
    pairs = [whole_counts(week) for week in weeks]
    known = [(*pair, done >= agreed) for pair, done in zip(pairs, practice, strict=True) if pair[1]]
    if len(known) < MIN_WEEKS:
        raise NotEnoughYet(len(known), MIN_WEEKS, Lacking.WEEKS_WITH_TRIALS)
    is_practiced = np.array([week[2] for week in known])
    if is_practiced.all():
        raise NotEnoughYet(0, 1, Lacking.WEEKS_WITH_LESS_PRACTICE)
    if not is_practiced.any():
        raise NotEnoughYet(0, 1, Lacking.WEEKS_WITH_ALL_PRACTICE)
    return np.array([week[:2] for week in known]), is_practiced


def _differences(counts: NDArray[np.float64], sides: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each row of `sides`, the rate of its true weeks less that of the others."""
    there = sides.astype(np.float64) @ counts
    elsewhere = counts.sum(axis=0) - there
    return there[:, 0] / there[:, 1] - elsewhere[:, 0] / elsewhere[:, 1]


def _could_tell(practiced: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The smallest difference found with POWER, by the normal approximation at the pooled rate.

    One success and one miss are added, so that a rate of 0 or 1 does not give a difference of 0.
    """
    won, tried = practiced + other
    pooled = (won + 1) / (tried + 2)
    error = sqrt(pooled * (1 - pooled) * (1 / practiced[1] + 1 / other[1]))
    return min(float(ndtri(1 - ALPHA / 2) + ndtri(POWER)) * error, 1.0)
