"""What is usual for a rep, from their own weeks: a rate, and how far single weeks lie from it.

A week with more tries, or more days worked, is known better, so distances are multiplied by the square root
of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics.control_chart import (
    SIGMA_CONSTANT,
    mean,
    mean_moving_range,
    need_weeks,
)

# Smaller weekly counts are not normally distributed: usual weeks lie further out than sigmas suggest.
FEWEST_A_WEEK = 3.0


@dataclass(frozen=True, slots=True)
class Tally:
    """One week: `count` out of `out_of`, the tries or the share of the week worked (1 without leave)."""

    starts_on: date
    count: float
    out_of: float


@dataclass(frozen=True, slots=True)
class Usual:
    """A rep's earlier weeks: their rate, and how far single weeks lie from it.

    `shift` and `sigma` are mean and standard deviation of the weeks' weighted distances from `centre`.
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
        """How many sigmas this week lies above what is usual; negative below."""
        return (distance(week, self.centre) - self.shift) / self.sigma


def usual_of(weeks: Sequence[Tally], *, is_share: bool) -> Usual:
    """What is usual in these weeks, oldest first: 8 or more with tries or work.

    `is_share`: the number is a share of the tries, so that misses are needed as well. Raises NotEnoughYet under 8
    weeks or under 3 events a week, which are too few for a normal distribution. Refuses weeks that are all equal.
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
    """The distance of a week from a rate, times the square root of its tries or share worked."""
    return (week.count - centre * week.out_of) / sqrt(week.out_of)
