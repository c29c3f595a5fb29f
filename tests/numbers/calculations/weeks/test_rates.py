from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.exposure import Away

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


def test_weeks_with_leave_are_divided_by_what_was_worked():
    weeks = [
        rates.week(START, Decimal(10), None, has_denominator=False),
        rates.week(START, Decimal(6), None, has_denominator=False, away=Away(2, 5)),
        rates.week(START, Decimal(0), None, has_denominator=False, away=Away(5, 5)),
        rates.week(START, None, None, has_denominator=False, away=Away(1, 5)),
    ]

    window = rates.window(weeks, has_denominator=False)

    assert (window.weeks, window.exposure, window.value) == (2, Decimal("1.6"), 10)


def test_a_zero_of_a_week_away_is_no_number_and_a_deal_closed_meanwhile_stays_one():
    gone = Away(5, 5)

    zero = rates.week(START, Decimal(0), Decimal(0), has_denominator=True, away=gone)
    deal = rates.week(START, Decimal(1), Decimal(2), has_denominator=True, away=gone)

    assert (zero.numerator, zero.value, zero.is_weighed) == (None, None, False)
    assert (deal.value, deal.is_weighed) == (Decimal("0.5"), True)
    assert rates.window([zero, deal], has_denominator=True).value == Decimal("0.5")


def test_nobody_there_all_the_time_makes_no_mean():
    weeks = [rates.week(START, Decimal(3), None, has_denominator=False, away=Away(5, 5))]

    assert rates.window(weeks, has_denominator=False).value is None


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 5)), max_size=20))
def test_leave_never_lowers_a_mean(weeks):
    def mean(with_leave):
        told = [
            rates.week(
                START, Decimal(value), None, has_denominator=False, away=Away(days if with_leave else 0, 5)
            )
            for value, days in weeks
            if days < 5
        ]
        return rates.window(told, has_denominator=False).value

    assert mean(True) is None or mean(True) >= mean(False)


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


@given(
    st.lists(st.tuples(COUNTS, COUNTS, st.integers(0, 3)), max_size=30),
    st.integers(1, 13),
    st.booleans(),
)
def test_rolling_windows_are_the_windows_to_the_last_digit(told, length, has_denominator):
    weeks = [
        rates.week(
            START + timedelta(weeks=place),
            numerator,
            denominator,
            has_denominator=has_denominator,
            away=Away(days, 3),
        )
        for place, (numerator, denominator, days) in enumerate(told)
    ]

    rolled = rates.rolling(weeks, has_denominator=has_denominator, length=length)

    assert rolled == tuple(
        rates.window(weeks[max(end - length, 0) : end], has_denominator=has_denominator)
        for end in range(1, len(weeks) + 1)
    )
