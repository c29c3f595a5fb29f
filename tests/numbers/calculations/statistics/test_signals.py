import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.control_chart import Limits, poisson_limits, xmr_limits
from salesgym.numbers.calculations.statistics.signals import Side, Signal, SignalKind, signals

LIMITS = Limits(10, 5, 15)


def test_a_week_outside_its_limits_is_a_signal_and_one_on_them_is_none():
    assert signals([15, 16, 5, 4], LIMITS) == [
        Signal(SignalKind.OUTSIDE, Side.ABOVE, 1, 1),
        Signal(SignalKind.OUTSIDE, Side.BELOW, 3, 3),
    ]


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_none():
    assert signals([9] + [11] * 8 + [9], LIMITS) == [Signal(SignalKind.RUN, Side.ABOVE, 1, 8)]
    assert signals([9] + [11] * 7 + [9], LIMITS) == []


def test_a_run_goes_on_as_long_as_it_lasts():
    assert signals([9] * 11, LIMITS) == [Signal(SignalKind.RUN, Side.BELOW, 0, 10)]


def test_a_week_on_the_centre_breaks_a_run_and_an_unknown_one_does_not():
    assert signals([11] * 4 + [10] + [11] * 4, LIMITS) == []
    assert signals([11] * 4 + [None] + [11] * 4, LIMITS) == [Signal(SignalKind.RUN, Side.ABOVE, 0, 8)]


def test_each_week_is_held_against_its_own_limits():
    narrow = Limits(10, 9.5, 10.5)

    assert [signal.first for signal in signals([11, 11], [LIMITS, narrow])] == [1]


def test_weeks_that_are_all_the_same_are_no_signal():
    values = [0.1] * 30

    assert signals(values, xmr_limits(values)) == []


def test_eight_weeks_without_a_rare_event_are_no_signal():
    limits = poisson_limits([0, 1] * 5)

    assert signals([0] * 9, limits) == []
    assert [signal.kind for signal in signals([0] * 10, limits)] == [SignalKind.RUN]


def test_a_run_of_thirteen_weeks_is_the_new_usual_level():
    assert signals([45] * 12, xmr_limits([40, 44] * 4)) != []
    assert signals([45] * 13, xmr_limits([40, 44] * 4)) == []


def test_runs_of_small_counts_seldom_come_from_noise():
    random = np.random.default_rng(7)
    found = 0
    for _ in range(300):
        weeks = random.poisson(0.5, 60)
        try:
            limits = poisson_limits(weeks[:52])
        except NotEnoughYet:
            continue
        found += bool(signals(weeks[52:], limits))

    assert found / 300 < 0.05


def test_no_weeks_give_no_signals():
    assert signals([], LIMITS) == []


@pytest.mark.parametrize("bad", [math.nan, math.inf, 1e300])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises((NoAnswer, ValueError), match="weekly value"):
        signals([1, bad], LIMITS)


def test_limits_for_other_weeks_are_refused():
    with pytest.raises(ValueError, match="limits"):
        signals([1, 2], [LIMITS])


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=60))
def test_signals_name_weeks_that_are_there_oldest_first(values):
    found = signals(values, LIMITS)

    assert all(0 <= signal.first <= signal.last < len(values) for signal in found)
    assert [signal.last for signal in found] == sorted(signal.last for signal in found)
