from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations import rates

START = date(2026, 1, 5)
COUNTS = st.one_of(st.none(), st.integers(0, 500).map(Decimal))


def ratio_weeks(*pairs):
    return [
        rates.week(START + timedelta(weeks=place), numerator, denominator, has_denominator=True)
        for place, (numerator, denominator) in enumerate(pairs)
    ]


def count_weeks(*values):
    return [
        rates.week(START + timedelta(weeks=place), value, None, has_denominator=False)
        for place, value in enumerate(values)
    ]


def test_a_rate_is_summed_on_both_sides_before_it_is_divided():
    weeks = ratio_weeks((Decimal(1), Decimal(2)), (Decimal(0), Decimal(8)))

    window = rates.window(weeks, has_denominator=True)

    assert (window.numerator, window.denominator, window.value) == (1, 10, Decimal("0.1"))


def test_nothing_to_divide_by_is_no_rate():
    assert rates.rate(Decimal(0), Decimal(0)) is None


def test_a_week_with_one_side_unknown_carries_no_weight():
    weeks = ratio_weeks((Decimal(5), None), (Decimal(1), Decimal(4)))

    window = rates.window(weeks, has_denominator=True)

    assert (window.weeks, window.value) == (1, Decimal("0.25"))


def test_a_count_over_a_window_is_its_mean_a_known_week():
    window = rates.window(count_weeks(Decimal(10), None, Decimal(20)), has_denominator=False)

    assert (window.numerator, window.weeks, window.value) == (30, 2, 15)


def test_no_weeks_make_no_value():
    window = rates.window([], has_denominator=False)

    assert (window.value, window.weeks, window.starts_on) == (None, 0, None)


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=30))
def test_a_rate_of_a_window_lies_between_the_rates_of_its_weeks(pairs):
    weeks = ratio_weeks(*((min(a, b) if a is not None and b is not None else a, b) for a, b in pairs))

    window = rates.window(weeks, has_denominator=True)

    values = [week.value for week in weeks if week.value is not None]
    slack = Decimal("1e-20")
    assert (window.value is None) == (not values)
    assert not values or min(values) - slack <= window.value <= max(values) + slack


@given(st.lists(COUNTS, min_size=1, max_size=30), st.integers(1, 8))
def test_the_rolling_line_has_one_point_a_week_and_ends_with_the_last_window(values, length):
    weeks = count_weeks(*values)

    line = rates.rolling(weeks, has_denominator=False, length=length)

    assert len(line) == len(weeks)
    assert line[-1] == rates.window(weeks[-length:], has_denominator=False)
