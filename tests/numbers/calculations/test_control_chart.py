import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.control_chart import xmr_limits


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    limits = xmr_limits([10, 12, 10, 12, 10, 12, 10, 12])

    assert limits.centre == 11
    assert limits.lower == pytest.approx(11 - 2.66 * 2)
    assert limits.upper == pytest.approx(11 + 2.66 * 2)


def test_the_lower_limit_stops_at_zero():
    assert xmr_limits([0, 5, 0, 5, 0, 5, 0, 5]).lower == 0


def test_seven_weeks_are_not_enough_yet():
    with pytest.raises(NotEnoughYet) as refusal:
        xmr_limits([1] * 7)

    assert (refusal.value.have, refusal.value.need) == (7, 8)


@given(st.lists(st.floats(0, 1e6), min_size=8, max_size=60))
def test_the_centre_lies_inside_the_limits(values):
    limits = xmr_limits(values)

    assert 0 <= limits.lower <= limits.centre + 1e-6
    assert limits.centre <= limits.upper
