from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away, away

MONDAY = date(2026, 11, 9)


def days(first, last):
    return (MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("leaves", "work_days", "expected"),
    [
        ([], "12345", Away(0, 5)),
        ([days(0, 1)], "12345", Away(2, 5)),
        ([days(-9, 20)], "12345", Away(5, 5)),
        # The week-end is nobody's work day here, and one of five there.
        ([days(5, 6)], "12345", Away(0, 5)),
        ([days(5, 6)], "23456", Away(1, 5)),
        # Two leaves that overlap take a day away once.
        ([days(0, 2), days(2, 3)], "12345", Away(4, 5)),
        ([days(0, 0)], "", Away(1, 5)),
    ],
)
def test_leave_takes_the_work_days_it_covers(leaves, work_days, expected):
    assert away(MONDAY, leaves, work_days) == expected


def test_exposure_is_the_share_of_work_days_there():
    assert AT_WORK.exposure == 1
    assert Away(2, 5).exposure == Decimal("0.6")
    assert Away(5, 5).exposure == 0
    assert Away(5, 5).is_whole_week
    assert not Away(4, 5).is_whole_week


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 9)), max_size=4),
    st.sets(st.sampled_from("1234567"), min_size=1),
)
def test_exposure_stays_within_nothing_and_a_whole_week(spans, digits):
    found = away(MONDAY, [days(first, first + length) for first, length in spans], "".join(sorted(digits)))

    assert 0 <= found.exposure <= 1
    assert found.of == len(digits)
