"""The usual range of a rep's weeks: the XmR chart of Shewhart and Wheeler."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from salesgym.errors import NotEnoughYet

MIN_WEEKS = 8
# Three sigma over Shewhart's constant for a moving range of two: 3 / 1.128.
XMR_FACTOR = 2.66


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of single weeks, in the unit of the values."""

    centre: float
    lower: float
    upper: float


def xmr_limits(values: Sequence[float]) -> Limits:
    """The usual range of these weekly values, oldest first: mean +- 2.66 mean moving ranges, floor 0.

    Raises NotEnoughYet under 8 weeks. Source: Wheeler, Understanding Variation (1993).
    """
    if len(values) < MIN_WEEKS:
        raise NotEnoughYet(len(values), MIN_WEEKS, "weeks")
    centre = sum(values) / len(values)
    moving_ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    reach = XMR_FACTOR * sum(moving_ranges) / len(moving_ranges)
    return Limits(centre, max(centre - reach, 0.0), centre + reach)
