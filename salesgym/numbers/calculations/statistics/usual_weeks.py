"""A rep's own weeks as what is usual for him: a rate, and how far single weeks stray from it.

A week with twice the tries, or twice the days worked, is known better, so distances are weighed by the root of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, inf, sqrt

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics.control_chart import (
    SIGMA_CONSTANT,
    mean,
    mean_moving_range,
    need_weeks,
)

# Smaller numbers are no bell curve: their usual weeks lie further out.
FEWEST_A_WEEK = 3.0


@dataclass(frozen=True, slots=True)
class Tally:
    """One week: how many there were, out of how many tries, or in what share of the week (1 without leave)."""

    starts_on: date
    count: float
    out_of: float


@dataclass(frozen=True, slots=True)
class Usual:
    """A rep's own weeks before: their rate, and how far single weeks stray from it.

    `shift` and `sigma` are the mean and the spread of the weeks' weighed distances from `centre`.
    """

    centre: float
    shift: float
    sigma: float
    weeks: int
    count: float
    out_of: float
    first: date
    last: date
    is_share: bool = False

    def score(self, week: Tally) -> float:
        """How many sigmas this week lies above the usual ones."""
        return (distance(week, self.centre) - self.shift) / self.sigma

    def around(self, out_of: float, *, sigmas: float) -> tuple[float, float]:
        """The usual range of so many tries, or weeks, together."""
        reach = sigmas * self.sigma / sqrt(out_of)
        return max(self.centre - reach, 0.0), min(self.centre + reach, 1.0 if self.is_share else inf)


def usual_of(weeks: Sequence[Tally], *, is_share: bool) -> Usual:
    """What is usual in these weeks, oldest first: 8 or more, in which something was tried, or somebody worked.

    `is_share` for a part of the tries, where what did not succeed counts as well. Raises NotEnoughYet under 8
    weeks, or under 3 events a week: such weeks are too small for the arithmetic. Refuses weeks all alike.
    """
    known = [week for week in weeks if week.out_of > 0]
    need_weeks(len(known))
    count, out_of = fsum(week.count for week in known), fsum(week.out_of for week in known)
    rarer = min(count, out_of - count) if is_share else count
    if rarer < FEWEST_A_WEEK * len(known):
        raise NotEnoughYet(rarer / len(known), FEWEST_A_WEEK, Lacking.EVENTS)
    centre = count / out_of
    distances = [distance(week, centre) for week in known]
    sigma = mean_moving_range(distances) / SIGMA_CONSTANT
    if not sigma:
        raise NoAnswer(Obstacle.WEEKS_BEFORE_ALL_THE_SAME)
    return Usual(
        centre, mean(distances), sigma, len(known), count, out_of, known[0].starts_on, known[-1].starts_on, is_share
    )  # fmt: skip


def distance(week: Tally, centre: float) -> float:
    """How far a week lies from a rate, weighed by how well the week is known."""
    return (week.count - centre * week.out_of) / sqrt(week.out_of)
