"""CUSUM charts: find drifts that no single week shows, within a given budget of false alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.control_chart import (
    SIGMA_CONSTANT,
    mean,
    mean_moving_range,
    need_weeks,
)
from salesgym.numbers.calculations.statistics.signals import Side

WEEKS_A_YEAR = 52
# Subtracted from each week's deviation, in sigmas: half of one sigma, the shift that is found fastest.
SLACK = 0.5
# Siegmund's correction of the threshold for the overshoot beyond it.
OVERSHOOT = 1.166
# The largest budget: one false alarm every fourth week. The approximation fails near one every week.
MOST_A_YEAR = 13.0
LEAST_A_YEAR = 1e-6
STEPS = 80


@dataclass(frozen=True, slots=True)
class Alarm:
    """A drift. `week` is the index of the value that raised the alarm, `since` that of its first value."""

    side: Side
    since: int
    week: int


def cusum_alarm(
    values: Sequence[float], *, baseline: Sequence[float], false_alarms_per_year: float
) -> Alarm | None:
    """The first drift of these weeks away from the baseline, to either side; None where there is none.

    `values` are weekly values since the baseline, oldest first; `baseline` the weekly values before, oldest
    first, 8 or more: their mean is the centre, their mean moving range over 1.128 one sigma.
    `false_alarms_per_year` is the budget for this one metric and rep, above 0 and up to 13, both sides
    together. It holds for a long baseline: by simulation 13 weeks, whose mean is uncertain, give twice as many
    at a budget of one a year and five times as many at a quarter, 52 weeks a third and two thirds more. Raises
    NotEnoughYet under 8 weeks; refuses NaN, and a baseline of weeks that are all the same.
    Source: Page, Continuous inspection schemes, Biometrika 41 (1954), k = 0.5 sigma.
    """
    before = sound_input.numbers(baseline, "A weekly value of the baseline")
    weeks = sound_input.numbers(values, "A weekly value")
    threshold = cusum_threshold(false_alarms_per_year)
    need_weeks(len(before))
    centre, sigma = mean(before), mean_moving_range(before) / SIGMA_CONSTANT
    if not sigma:
        raise NoAnswer(Obstacle.WEEKS_BEFORE_ALL_THE_SAME)
    scores = [(week - centre) / sigma for week in weeks]
    alarms = [
        _first_alarm(scores, Side.ABOVE, threshold),
        _first_alarm([-score for score in scores], Side.BELOW, threshold),
    ]
    return min((alarm for alarm in alarms if alarm), key=lambda alarm: alarm.week, default=None)


def cusum_threshold(false_alarms_per_year: float) -> float:
    """The threshold of a two-sided CUSUM (k = 0.5) in sigmas, for this budget of false alarms a year.

    Source: Siegmund, Sequential Analysis (1985); Montgomery, Introduction to Statistical Quality Control, 9.1.
    """
    if not LEAST_A_YEAR <= false_alarms_per_year <= MOST_A_YEAR:
        raise ValueError("the number of false alarms a year lies above 0 and up to 13")
    return _threshold(false_alarms_per_year)


@lru_cache(maxsize=1024)
def _threshold(budget: float) -> float:
    wanted = WEEKS_A_YEAR / budget
    low, high = 0.0, 100.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if weeks_between_false_alarms(middle) < wanted else (low, middle)
    return high


def weeks_between_false_alarms(threshold: float) -> float:
    """The mean number of weeks until noise reaches a two-sided threshold, by Siegmund's approximation."""
    reach = 2 * SLACK * (threshold + OVERSHOOT)
    return (exp(reach) - reach - 1) / (2 * SLACK**2) / 2


def _first_alarm(scores: Sequence[float], side: Side, threshold: float) -> Alarm | None:
    total, since = 0.0, 0
    for week, score in enumerate(scores):
        if not total:
            since = week
        total = max(total + score - SLACK, 0.0)
        if total > threshold:
            return Alarm(side, since, week)
    return None


# Found by simulation, see budget_for.
WIDER, WIDER_STILL = 16, 70


@lru_cache(maxsize=4096)
def budget_for(budget: float, *, baseline_weeks: int) -> float:
    """The budget to give to `cusum_alarm` so that noise causes `budget` false alarms a year with this baseline.

    The mean of a short baseline is off by chance, and every week is compared with that same error: a threshold
    for an endless baseline would give twice the budget (13 weeks, one a year) to seven times (8 weeks, a quarter).
    The correction is from simulations of the weekly search, for budgets from an eighth to three a year: the
    threshold is 1.3 times as wide at 52 weeks, 1.7 times at 26, 2.6 times at 13, 4.1 times at 8.
    """
    widened = cusum_threshold(budget) * (1 + WIDER / baseline_weeks + WIDER_STILL / baseline_weeks**2)
    return max(WEEKS_A_YEAR / weeks_between_false_alarms(widened), LEAST_A_YEAR)
