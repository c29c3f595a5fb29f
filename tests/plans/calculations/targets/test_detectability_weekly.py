"""How many weeks tell a change of a count, an amount or an average from luck."""

from math import inf

import numpy as np
import pytest
from scipy import stats

from plans.calculations.targets.detectability_weekly import (
    chance_of_telling_average,
    chance_of_telling_count,
    weeks_needed,
)
from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Rate, Weekly


def test_weeks_needed_are_the_fewest_with_the_power():
    baseline = Rate(events=52, weeks=13)

    weeks = weeks_needed(baseline=baseline, hoped=6)

    assert chance_of_telling_count(baseline=baseline, hoped=6, weeks=weeks) >= 0.8
    assert chance_of_telling_count(baseline=baseline, hoped=6, weeks=weeks - 1) < 0.8


def test_counts_are_told_apart_as_often_as_promised():
    """By simulation, with the comparison that the formula is made for."""
    generator = np.random.default_rng(6)
    weeks = weeks_needed(baseline=Rate(52, 13), hoped=6)
    before, after = generator.poisson(52, 20_000), generator.poisson(6 * weeks, 20_000)
    error = np.sqrt(before / 13**2 + after / weeks**2)

    assert ((after / weeks - before / 13) / error > stats.norm.ppf(0.9)).mean() == pytest.approx(
        0.8, abs=0.03
    )


def test_weeks_that_spread_wider_than_poisson_need_more_of_them():
    assert weeks_needed(baseline=Rate(52, 13, 1.5), hoped=6) > weeks_needed(baseline=Rate(52, 13), hoped=6)
    assert weeks_needed(baseline=Rate(52, 13, 0.4), hoped=6) == weeks_needed(baseline=Rate(52, 13), hoped=6)


def test_a_small_change_of_a_short_baseline_can_never_be_told():
    assert weeks_needed(baseline=Rate(16, 4), hoped=4.5) == inf


@pytest.mark.parametrize(("hoped", "wider"), [(4300, 1.075), (3700, 1), (8000, 2)])
def test_a_change_of_an_average_is_told_by_the_spread_of_its_weeks_which_grows_with_it(hoped, wider):
    weeks = Weekly([3900, 4100, 4000, 3800, 4200, 4000])

    chance = chance_of_telling_average(before=weeks, hoped=hoped, weeks=6)

    error = np.std(weeks.values, ddof=1) * ((1 + wider**2) / 6) ** 0.5
    change = abs(hoped - 4000)
    assert chance == pytest.approx(stats.norm.cdf(change / error - stats.norm.ppf(0.9)), abs=1e-9)


def test_a_rep_with_small_deals_that_are_all_alike_is_not_told_by_one_larger_week():
    weeks = Weekly([740, 760, 700, 800, 755, 745, 300, 1200])

    chance = chance_of_telling_average(before=weeks, hoped=1500, weeks=1)

    assert chance < 0.8


def test_five_weeks_of_an_average_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        chance_of_telling_average(before=Weekly([1, 2, 3, 4, 5]), hoped=4, weeks=6)


def test_weeks_without_a_spread_are_refused():
    with pytest.raises(NoAnswer, match="spread unknown"):
        chance_of_telling_average(before=Weekly([3] * 8), hoped=4, weeks=6)


def test_a_baseline_without_events_is_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        weeks_needed(baseline=Rate(0, 13), hoped=2)
