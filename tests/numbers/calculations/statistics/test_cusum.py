import math

import numpy as np
import pytest

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.cusum import (
    Alarm,
    cusum_alarm,
    cusum_threshold,
    weeks_between_false_alarms,
)
from salesgym.numbers.calculations.statistics.signals import Side

# Montgomery, table 9.1: ten ahead of a shift, k = 0.5 and h = 5 sigmas, mean 10 and sigma 1.
MONTGOMERY = [
    9.45,
    7.99,
    9.29,
    11.66,
    12.16,
    10.18,
    8.04,
    11.46,
    9.20,
    10.34,
    9.03,
    11.47,
    10.51,
    9.40,
    10.08,
]
MONTGOMERY += [9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31]
MONTGOMERY += [10.52]
# Weeks whose mean is 10 and whose mean moving range is 1.128: one sigma.
STEADY = [9.436, 10.564] * 10
YEAR = 52


def test_a_published_drift_is_found_in_the_week_it_is_published_for():
    budget = YEAR / weeks_between_false_alarms(5)

    alarm = cusum_alarm(MONTGOMERY, baseline=STEADY, false_alarms_per_year=budget)

    assert alarm == Alarm(Side.ABOVE, since=22, week=28)


def test_a_drift_downward_is_the_mirror_of_one_upward():
    mirrored = [20 - value for value in MONTGOMERY]
    budget = YEAR / weeks_between_false_alarms(5)

    alarm = cusum_alarm(mirrored, baseline=STEADY, false_alarms_per_year=budget)

    assert alarm == Alarm(Side.BELOW, since=22, week=28)


@pytest.mark.parametrize(("threshold", "weeks"), [(4, 169.0), (5, 469.1)])
def test_noise_reaches_the_threshold_as_seldom_as_is_published(threshold, weeks):
    assert weeks_between_false_alarms(threshold) == pytest.approx(weeks, abs=0.06)


def test_the_threshold_keeps_the_budget():
    assert weeks_between_false_alarms(cusum_threshold(1)) == pytest.approx(YEAR)
    assert cusum_threshold(0.25) > cusum_threshold(1) > cusum_threshold(4) > 0


def test_noise_alarms_about_as_often_as_the_budget_says():
    random = np.random.default_rng(8)
    alarms = 0
    for _ in range(150):
        left = list(random.normal(20, 4, YEAR))
        baseline = list(random.normal(20, 4, 1_000))
        while alarm := cusum_alarm(left, baseline=baseline, false_alarms_per_year=1):
            alarms += 1
            left = left[alarm.week + 1 :]

    assert 0.75 < alarms / 150 < 1.2


def test_a_drift_of_one_sigma_is_found_within_a_quarter():
    random = np.random.default_rng(9)
    found = sum(
        cusum_alarm(
            list(random.normal(16, 4, 13)), baseline=list(random.normal(20, 4, 52)), false_alarms_per_year=1
        )
        is not None
        for _ in range(200)
    )

    assert found / 200 > 0.85


def test_steady_weeks_and_no_weeks_give_no_alarm():
    assert cusum_alarm(STEADY, baseline=STEADY, false_alarms_per_year=1) is None
    assert cusum_alarm([], baseline=STEADY, false_alarms_per_year=1) is None


def test_too_short_a_baseline_is_not_enough_yet():
    with pytest.raises(NotEnoughYet, match="7 of 8 weeks"):
        cusum_alarm([1], baseline=[1, 2, 1, 2, 1, 2, 1], false_alarms_per_year=1)


@pytest.mark.parametrize("same", [0, 1, 1e11])
def test_a_baseline_of_equal_weeks_is_refused(same):
    with pytest.raises((NoAnswer, ValueError), match="the same"):
        cusum_alarm([3], baseline=[same] * 13, false_alarms_per_year=1)


@pytest.mark.parametrize("budget", [0, -1, math.nan, math.inf, 14, 1e300, 1e-9])
def test_an_impossible_budget_is_refused(budget):
    with pytest.raises((NoAnswer, ValueError), match="false alarms"):
        cusum_alarm([3], baseline=STEADY, false_alarms_per_year=budget)


@pytest.mark.parametrize("bad", [math.nan, -math.inf, 1e300])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises((NoAnswer, ValueError), match="weekly value"):
        cusum_alarm([bad], baseline=STEADY, false_alarms_per_year=1)
    with pytest.raises((NoAnswer, ValueError), match="baseline"):
        cusum_alarm([1], baseline=[*STEADY, bad], false_alarms_per_year=1)
