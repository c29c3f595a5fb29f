import math

import numpy as np
import pytest

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.spread import (
    count_spread,
    deal_variation,
    money_spread,
    share_spread,
)
from tests.hostile_numbers import numbers_in, spoiled
from tests.numbers.calculations.statistics import teams

EVERY = [share_spread, count_spread, money_spread, deal_variation]


def test_the_spread_of_shares_is_pearsons_statistic_over_its_freedom():
    # Around 3 of 10 each: squares 10 x .1^2 / .21 twice and 0, over 2; the second rep the same.
    weeks = [(2, 10), (4, 10), (3, 10)]
    wide = [(0, 10), (6, 10), (3, 10)]

    assert share_spread([weeks, weeks]) == 1
    assert share_spread([wide]) == pytest.approx((2 * 10 * 0.3**2 / 0.21) / 2)
    assert share_spread([wide, weeks]) == pytest.approx((2 * 10 * (0.3**2 + 0.1**2) / 0.21) / 4)


def test_weeks_without_trials_and_reps_at_either_end_say_nothing_of_the_spread():
    wide = [(0, 10), (6, 10), (3, 10)]

    found = share_spread([[*wide, (0, 0), (0, 0)], [(0, 9), (0, 4)], [(7, 7), (3, 3)], [(1, 4)], []])

    assert found == share_spread([wide])


def test_an_odd_week_with_more_successes_than_trials_is_a_week_like_any_other():
    # 12 of 40 in all: a week of 5 out of 2 lies far out, and is no reason to know nothing of the spread.
    found = share_spread([[(5, 2), (2, 18), (5, 20)]])

    squares = 2 * 2.2**2 + 18 * (2 / 18 - 0.3) ** 2 + 20 * 0.05**2
    assert found == pytest.approx(squares / 0.21 / 2)
    assert share_spread([[(5, 2), (2, 3)], [(0, 10), (6, 10)]]) == share_spread([[(0, 10), (6, 10)]])


def test_the_spread_of_counts_is_variance_over_mean():
    weeks = [4, 10, 1, 9, 6]
    plain = [(events, 1.0) for events in weeks]

    assert count_spread([plain]) == pytest.approx(np.var(weeks, ddof=1) / 6)
    assert count_spread([plain, [(0, 1), (0, 1)], [(3, 1)], [(2, 0), (0, 0)]]) == count_spread([plain])


def test_the_spread_of_money_is_in_currency_and_not_floored():
    weeks = [4_000, 10_000, 1_000, 9_000, 6_000]
    others = [400, 1_000, 100, 900, 600]
    squares = 4 * (np.var(weeks, ddof=1) + np.var(others, ddof=1))

    found = money_spread([[(value, 1) for value in weeks], [(value, 1) for value in others]])

    assert found == pytest.approx(squares / 8 / 3_300)
    assert money_spread([[(1.0, 1), (1.1, 1)]]) < 1


def test_the_variation_of_one_deal_is_that_of_its_own_rep():
    rep = [(8, 1), (24, 2), (12, 1)]

    # A mean of 11: squares 9 x 1, 1 x 2 and 1 x 1.
    assert deal_variation([rep]) == pytest.approx(12 / 2 / 121)
    tenfold = [(10 * total, count) for total, count in rep]
    assert deal_variation([rep, tenfold, [(0, 0)], [(5, 1)]]) == pytest.approx(12 / 2 / 121)


@pytest.mark.parametrize("phi", [1, 1.5, 2.5])
@pytest.mark.parametrize("trials", [8, 25])
def test_the_spread_of_shares_is_recovered_on_teams_of_thirteen(phi, trials):
    random = np.random.default_rng(21)

    found = [share_spread(teams.shares(random, phi=phi, trials=trials)[1]) for _team in range(60)]

    # Weeks with more trials than the mean lie a little wider at the same rho. 1 is the floor, so its mean is above.
    assert np.mean(found) == pytest.approx(phi, rel=0.07)
    assert np.std(found) < 0.12 * phi


@pytest.mark.parametrize("phi", [1, 1.5, 2.5])
@pytest.mark.parametrize("level", [2, 20])
def test_the_spread_of_counts_is_recovered_with_weeks_worked_in_part(phi, level):
    random = np.random.default_rng(22)

    found = [count_spread(teams.counts(random, phi=phi, level=level)[1]) for _team in range(60)]

    assert np.mean(found) == pytest.approx(phi, rel=0.05)
    assert np.std(found) < 0.12 * phi


@pytest.mark.parametrize("phi", [500, 4_000])
def test_the_spread_of_money_is_recovered_with_weeks_worked_in_part(phi):
    random = np.random.default_rng(23)

    found = [money_spread(teams.money(random, phi=phi, level=10_000)) for _team in range(60)]

    assert np.mean(found) == pytest.approx(phi, rel=0.04)


@pytest.mark.parametrize("variation", [0.25, 1.0])
def test_the_variation_of_one_deal_is_recovered(variation):
    random = np.random.default_rng(24)

    found = [deal_variation(teams.deals(random, variation=variation, a_week=3)) for _team in range(60)]

    assert np.mean(found) == pytest.approx(variation, rel=0.05)


@pytest.mark.parametrize("spread", EVERY)
@pytest.mark.parametrize("reps", [[], [[]], [[(3, 1)]], [[(0, 1), (0, 1)]]], ids=str)
def test_where_nothing_can_be_pooled_the_spread_is_not_known(spread, reps):
    with pytest.raises(NotEnoughYet, match="weeks"):
        spread(reps)


@pytest.mark.parametrize("spread", [money_spread, deal_variation])
def test_weeks_that_are_all_the_same_tell_no_spread_of_amounts(spread):
    with pytest.raises(NotEnoughYet, match="weeks"):
        spread([[(5, 1), (5, 1), (5, 1)]])


@pytest.mark.parametrize("spread", EVERY)
def test_hostile_weeks_are_answered_or_refused(spread):
    sound = [[(1.0, 1.0), (0.5, 1.0), (0.4, 0.5)], [(0.2, 1.0), (0.6, 1.0)]]
    for wrong in spoiled(sound[0]):
        try:
            found = spread([[week for week in wrong if len(week) == 2], sound[1]])
        except (NoAnswer, NotEnoughYet, ValueError):
            continue
        assert all(math.isfinite(number) and number > 0 for number in numbers_in(found)), wrong
