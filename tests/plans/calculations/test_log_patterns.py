"""Bursts in one minute and heaps at the end of a period."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from plans.calculations.log_patterns import Burst, bursts, is_heaped
from salesgym.errors import NoAnswer, NotEnoughYet

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_five_logs_in_a_minute_are_a_burst():
    moments = [NINE + timedelta(seconds=10 * place) for place in range(6)]

    assert bursts([*moments, NINE + timedelta(hours=1)]) == (Burst(NINE, 6),)


def test_logs_spread_over_a_day_are_none():
    assert bursts([NINE + timedelta(minutes=5 * place) for place in range(60)]) == ()
    assert bursts([]) == ()


def test_most_of_a_month_on_its_last_two_days_is_a_heap():
    assert is_heaped(last=30, logged=40, last_days=2, days=20)
    assert not is_heaped(last=6, logged=40, last_days=2, days=20)


def test_an_even_pace_is_hardly_ever_a_heap():
    generator = np.random.default_rng(2)
    last = generator.binomial(40, 0.1, 2_000)

    assert sum(is_heaped(last=int(count), logged=40, last_days=2, days=20) for count in last) <= 4


def test_few_entries_are_not_enough_yet():
    with pytest.raises(NotEnoughYet):
        is_heaped(last=9, logged=9, last_days=2, days=20)


@pytest.mark.parametrize("wrong", [{"last": 41}, {"last_days": 0}, {"last_days": 20}, {"last": 1.5}])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        is_heaped(**{"last": 6, "logged": 40, "last_days": 2, "days": 20} | wrong)


def test_a_burst_of_one_is_refused():
    with pytest.raises(ValueError, match="2 entries"):
        bursts([NINE], fewest=1)
