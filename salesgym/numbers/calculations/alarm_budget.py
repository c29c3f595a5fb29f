"""A budget of false alarms that holds whatever the length of the baseline."""

from functools import lru_cache

from salesgym.numbers.calculations.cusum import (
    LEAST_A_YEAR,
    WEEKS_A_YEAR,
    cusum_threshold,
    weeks_between_false_alarms,
)

# Found by simulation, see budget_for.
WIDER, WIDER_STILL = 16, 70


@lru_cache(maxsize=4096)
def budget_for(budget: float, *, baseline_weeks: int) -> float:
    """What to hand to `cusum_alarm` so that noise gives this many false alarms a year after so short a baseline.

    A short baseline is itself off by chance, and every week is held against the same mistake; a threshold as if the
    baseline were endless then gives twice (13 weeks, one a year) to seven times (8 weeks, a quarter) the budget.
    By simulation of the weekly search this mends it for budgets of an eighth to three a year: a threshold 1.3
    times as wide at 52 weeks, 1.7 times at 26, 2.6 times at 13, 4.1 times at 8.
    """
    widened = cusum_threshold(budget) * (1 + WIDER / baseline_weeks + WIDER_STILL / baseline_weeks**2)
    return max(WEEKS_A_YEAR / weeks_between_false_alarms(widened), LEAST_A_YEAR)
