"""How far weekly counts spread beyond chance."""

import pytest

from salesgym.errors import NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import dispersion


def test_dispersion_is_variance_over_mean_and_not_under_one():
    assert dispersion([0, 10, 0, 10]) == pytest.approx((100 / 3) / 5)
    assert dispersion([5, 5, 5]) == 1
    assert dispersion([0, 0, 0]) == 1


def test_dispersion_takes_two_weeks_of_counts():
    with pytest.raises(NotEnoughYet):
        dispersion([3])
    with pytest.raises(Refused):
        dispersion([3, -1])
