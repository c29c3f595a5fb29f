"""Weeks, months and quarters as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.vocabulary.periods import (
    period_around,
    period_of,
    week_of,
    week_start,
)

DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["W45 2026", "KW 45/2026", "2026-W45", "2026W45", "CW45 2026", "Week 45, 2026", "week 45 of 2026", "Semaine 45 2026"],
)  # fmt: skip
def test_a_week_is_read_by_its_number(text):
    assert week_of(text) == date(2026, 11, 2)


@pytest.mark.parametrize(
    "text", ["W45", "45/2026", "KW 53/2025", "KW 54/2026", "2026-11-02", "", "Week of 11/2/2026"]
)
def test_what_is_no_week_of_a_year_is_none(text):
    assert week_of(text) is None


@pytest.mark.parametrize(
    "text", ["2026-10", "10/2026", "Oct 2026", "Oct-26", "Okt. 2026", "octubre de 2026", "OCTOBRE 2026"]
)
def test_a_month_is_read(text):
    assert period_of(text) == (date(2026, 10, 1), 1)


@pytest.mark.parametrize(
    "text", ["Q4 2026", "2026-Q4", "Q4/2026", "q4-2026", "4. Quartal 2026", "T4 2026", "Quarter 4 2026"]
)
def test_a_quarter_is_read(text):
    assert period_of(text) == (date(2026, 10, 1), 3)


@pytest.mark.parametrize(
    "text", ["2026-10-01", "Oct 2, 2026", "Q5 2026", "2026-13", "2026", "Q4", "soon 2026", "FQ4 2026"]
)
def test_what_is_no_period_is_none(text):
    assert period_of(text) is None


@given(DAYS)
def test_every_week_reads_back_from_its_number(day):
    year, week, _ = day.isocalendar()

    assert week_of(f"W{week} {year}") == week_start(day, is_sunday_start=False)


@given(DAYS, st.booleans())
def test_a_week_starts_on_a_monday_close_to_its_day(day, is_sunday_start):
    start = week_start(day, is_sunday_start=is_sunday_start)

    assert start.weekday() == 0
    assert -1 <= (day - start).days <= 6


@given(DAYS, st.sampled_from([1, 3]))
def test_a_day_lies_in_its_period(day, months):
    starts_on, _ = period_around(day, months)

    assert starts_on.day == 1
    assert (starts_on.month - 1) % months == 0
    assert 0 <= (day.year - starts_on.year) * 12 + day.month - starts_on.month < months
