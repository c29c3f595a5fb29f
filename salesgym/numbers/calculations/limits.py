"""The usual range of single weeks, and what every control chart measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from salesgym.errors import Lacking, NotEnoughYet

MIN_WEEKS = 8
# Shewhart's constant for a moving range of two: what it comes to, in sigmas.
SIGMA_CONSTANT = 1.128
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of single weeks, in the unit of the values; both limits still belong to it.

    `below` and `above` are the chances, 0 to 1, that an ordinary week lies on that side of the centre: a half
    unless small numbers make them uneven. They tell how long a run on one side is remarkable.
    """

    centre: float
    lower: float
    upper: float
    below: float = EVEN
    above: float = EVEN


def need_weeks(have: int) -> None:
    """Raises NotEnoughYet under 8 weeks."""
    if have < MIN_WEEKS:
        raise NotEnoughYet(have, MIN_WEEKS, Lacking.WEEKS)


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return fsum(values) / len(values)


def mean_moving_range(values: Sequence[float]) -> float:
    """How far one week lies from the next on average; at least two values."""
    return fsum(abs(later - earlier) for earlier, later in pairwise(values)) / (len(values) - 1)
