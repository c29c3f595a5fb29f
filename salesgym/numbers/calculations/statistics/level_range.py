"""Between which values the level of a rep likely lies without any plan."""

import numpy as np
from scipy.special import ndtr, stdtrit

from salesgym.numbers.calculations.statistics.levels import Level

# The part of levels beyond each end, and the degrees of freedom of the smallest role.
BEYOND, LEAST_FREEDOM = 0.1, 4


def likely_level(level: Level, *, reps: int) -> tuple[float, float]:
    """The ends of the range that holds the true level 4 times in 5, in the unit of the metric.

    They lie as far out as Student's t has them, with one degree of freedom for each of the role's `reps` but one: how
    much the people of a role differ is known from them alone.
    """
    beyond = ndtr(-stdtrit(max(reps - 1, LEAST_FREEDOM), 1 - BEYOND))
    low, high = level.quantiles(np.array([beyond, 1 - beyond]))
    return float(low), float(high)
