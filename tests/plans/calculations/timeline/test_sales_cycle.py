"""The median cycle with open deals: Kaplan and Meier's method on published data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.timeline.sales_cycle import Cycle, TimedDeal, usual_cycle
from salesgym.errors import NotEnoughYet, Refused

# Gehan (1965), weeks of remission under 6-MP and under placebo, as in Cox and Oakes; a minus is censored.
TREATED = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def deals(times):
    return [TimedDeal(abs(time), is_closed=time > 0) for time in times]


@pytest.mark.parametrize(("times", "median"), [(TREATED, 23), (PLACEBO, 8)], ids=["treated", "placebo"])
def test_the_published_medians_come_out(times, median):
    assert usual_cycle(deals(times)) == Cycle(median, 21)


def test_open_deals_make_the_cycle_longer_than_the_closed_ones_alone():
    closed = [10, 20, 30, 40, 50]

    assert usual_cycle(deals(closed)).days == 30
    assert usual_cycle(deals([*closed, -45, -60, -60])).days == 40


def test_where_under_half_are_through_the_longest_time_is_a_least():
    assert usual_cycle(deals([10, 20, -90, -100, -120, -80])) == Cycle(120, 6, is_at_least=True)


def test_a_cycle_is_told_in_weeks_rounded_up():
    assert Cycle(28, 9).weeks == 4
    assert Cycle(29, 9).weeks == 5


@pytest.mark.parametrize("count", [0, 4])
def test_under_five_deals_are_not_enough_yet(count):
    with pytest.raises(NotEnoughYet):
        usual_cycle(deals([10] * count))


def test_a_negative_time_is_refused():
    with pytest.raises(Refused):
        usual_cycle([TimedDeal(-1)] * 6)


@given(st.lists(st.integers(1, 300), min_size=5, max_size=60))
def test_without_open_deals_it_is_the_plain_lower_median(times):
    assert usual_cycle(deals(times)).days == sorted(times)[(len(times) + 1) // 2 - 1]
