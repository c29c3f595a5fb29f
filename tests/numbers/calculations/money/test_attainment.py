from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.money import attainment
from salesgym.numbers.calculations.money.attainment import MONTH, QUARTER, Number, Part, Period, TimeLeft

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
QUOTAS = st.decimals(Decimal("0.01"), Decimal("999999999999.99"), places=2)
FIRST_QUARTER = Period(date(2026, 1, 1), QUARTER)
MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})


def part(amount, won, **fields):
    number = Number(FIRST_QUARTER, Decimal(100), Decimal(amount), is_own=True)
    left = TimeLeft(25, 5, is_over=False)
    usual = {"from_deals": True, "deals": 1, "without_amount": 0, "other_currencies": {}, "left": left}
    return Part(number=number, won=won, **{**usual, **fields})


@pytest.mark.parametrize(
    ("on", "months", "starts_on", "ends_on"),
    [
        (date(2026, 1, 1), QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), MONTH, date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_roles_period_is_the_calendars(on, months, starts_on, ends_on):
    period = attainment.calendar_period(on, months)

    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)


def test_a_number_of_the_reps_own_counts_as_it_is_with_the_quarter_before_the_month():
    quarter = (Period(date(2026, 2, 1), QUARTER), Decimal(90))
    month = (Period(date(2026, 3, 1), MONTH), Decimal(30))

    found = attainment.of_the_reps_own([month, quarter], on=date(2026, 3, 15))

    assert [(one.period.months, one.amount) for one in found] == [(QUARTER, 90), (MONTH, 30)]


def test_of_two_quarters_that_overlap_the_later_counts():
    fiscal = (Period(date(2026, 2, 1), QUARTER), Decimal(90))
    calendar = (Period(date(2026, 1, 1), QUARTER), Decimal(70))

    found = attainment.of_the_reps_own([fiscal, calendar], on=date(2026, 3, 15))

    assert [one.amount for one in found] == [90]


def test_a_number_of_another_period_counts_nowhere():
    assert attainment.of_the_reps_own([(FIRST_QUARTER, Decimal(90))], on=date(2026, 4, 1)) == []


def test_days_in_the_ramp_are_taken_out_of_the_roles_number():
    ramp_ends_on = attainment.ramp_end(date(2025, 11, 24), 12)

    number = attainment.of_role(Decimal(90_000), QUARTER, ramp_ends_on, on=date(2026, 1, 20))

    # 16 February to 31 March: 44 of 90 days.
    assert number.amount == 44_000
    assert number.ramp_ends_on == date(2026, 2, 16)


def test_a_period_in_the_ramp_as_a_whole_has_no_number():
    number = attainment.of_role(Decimal(90_000), QUARTER, date(2026, 4, 1), on=date(2026, 1, 20))

    assert number.amount == 0


@pytest.mark.parametrize("ramp_ends_on", [None, date(2025, 3, 1), date(2026, 1, 1)])
def test_past_the_ramp_the_whole_number_counts_and_no_ramp_is_told(ramp_ends_on):
    number = attainment.of_role(Decimal(90_000), QUARTER, ramp_ends_on, on=date(2026, 1, 20))

    assert (number.amount, number.ramp_ends_on) == (90_000, None)


def test_a_role_without_a_number_or_with_zero_gives_none():
    assert attainment.of_role(None, QUARTER, None, on=date(2026, 1, 20)) is None
    assert attainment.of_role(Decimal(0), QUARTER, None, on=date(2026, 1, 20)) is None


@pytest.mark.parametrize(("won", "said"), [("99.99", 99), ("100", 100), ("112.4", 112), ("0", 0)])
def test_percent_is_rounded_down_so_that_100_is_all_of_it(won, said):
    assert part(100, Decimal(won)).percent == said


def test_nothing_known_is_no_percentage():
    assert part(100, None).percent is None


def test_inside_the_ramp_there_is_no_percentage():
    assert part(0, Decimal(50)).percent is None


@pytest.mark.parametrize(
    ("on", "days", "weeks"),
    [
        (date(2026, 1, 1), 64, 13),
        (date(2026, 2, 25), 25, 5),
        (date(2026, 3, 23), 7, 1),
        (date(2026, 3, 25), 5, 0),
        (date(2026, 3, 31), 1, 0),
    ],
)
def test_time_left_is_in_working_weeks_and_in_days_at_the_end(on, days, weeks):
    left = attainment.time_left(FIRST_QUARTER, on=on, work_days=MONDAY_TO_FRIDAY)

    assert (left.days, left.weeks, left.is_over) == (days, weeks, False)


def test_holidays_are_no_working_days():
    left = attainment.time_left(
        FIRST_QUARTER, on=date(2026, 3, 30), work_days=MONDAY_TO_FRIDAY, holidays={date(2026, 3, 31)}
    )

    assert left.days == 1


def test_a_period_that_has_passed_is_over():
    left = attainment.time_left(FIRST_QUARTER, on=date(2026, 4, 1), work_days=MONDAY_TO_FRIDAY)

    assert left == TimeLeft(0, 0, is_over=True)


@given(DAYS, st.sampled_from([MONTH, QUARTER]))
def test_the_period_of_a_day_holds_it(day, months):
    period = attainment.calendar_period(day, months)

    assert period.holds(day)
    assert period.starts_on.day == 1
    assert 28 <= period.days <= 92


@given(QUOTAS, DAYS, st.sampled_from([MONTH, QUARTER]), DAYS, st.integers(0, 300))
def test_what_counts_lies_between_zero_and_the_number_and_a_longer_ramp_never_raises_it(
    quota, day, months, joined_on, weeks
):
    period = attainment.calendar_period(day, months)
    ramps = [attainment.ramp_end(joined_on, length) for length in (weeks, weeks + 1)]

    shorter, longer = [attainment.prorated(quota, period, ramp) for ramp in ramps]

    assert 0 <= longer <= shorter <= quota


@given(DAYS, st.integers(0, 99), st.sampled_from([MONTH, QUARTER]))
def test_what_counts_is_all_or_nothing_outside_the_period_of_the_ramps_end(day, weeks, months):
    period = attainment.calendar_period(day, months)

    assert attainment.prorated(Decimal(90), period, period.starts_on - timedelta(weeks=weeks)) == 90
    assert attainment.prorated(Decimal(90), period, period.ends_on + timedelta(days=1, weeks=weeks)) == 0


@given(
    DAYS,
    DAYS,
    st.sampled_from([MONTH, QUARTER]),
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(DAYS, max_size=5),
)
def test_time_left_is_never_negative_and_never_grows(day, on, months, work_days, holidays):
    period = attainment.calendar_period(day, months)

    now, tomorrow = [
        attainment.time_left(period, on=one, work_days=work_days, holidays=holidays)
        for one in (on, on + timedelta(days=1))
    ]

    assert 0 <= tomorrow.days <= now.days
    assert 0 <= tomorrow.weeks <= now.weeks
    assert now.is_over == (on > period.ends_on)


@given(st.decimals(0, 10**12, places=2), QUOTAS)
def test_the_share_is_never_negative_and_says_100_from_the_whole_number_on(won, amount):
    said = attainment.percent_in(won, amount)

    assert said >= 0
    assert (said >= 100) == (won >= amount)
