from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.period import (
    MOST_WEEKS,
    NotAPeriod,
    Preset,
    Trouble,
    between,
    preset,
)

THURSDAY = date(2026, 10, 29)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("key", [Preset.FOUR, Preset.THIRTEEN, Preset.TWENTY_SIX, Preset.FIFTY_TWO])
def test_the_last_weeks_end_with_the_last_complete_one(key):
    found = preset(key, on=THURSDAY)

    assert found.weeks == int(key)
    assert found.mondays[-1] == date(2026, 10, 19)
    assert found.until == date(2026, 10, 26)


def test_this_quarter_holds_its_weeks_that_are_over():
    found = preset(Preset.QUARTER, on=THURSDAY)

    assert (found.first, found.weeks) == (date(2026, 10, 5), 3)


def test_last_quarter_holds_the_weeks_whose_monday_lies_in_it():
    found = preset(Preset.LAST_QUARTER, on=THURSDAY)

    assert (found.mondays[0], found.mondays[-1]) == (date(2026, 7, 6), date(2026, 9, 28))


def test_a_new_quarter_has_no_week_yet():
    assert preset(Preset.QUARTER, on=date(2026, 10, 2)).weeks == 0


def test_the_quarter_before_the_first_lies_in_the_year_before():
    assert preset(Preset.LAST_QUARTER, on=date(2026, 2, 1)).first == date(2025, 10, 6)


def test_two_days_give_the_weeks_they_lie_in():
    found = between(date(2026, 9, 2), date(2026, 9, 14), on=THURSDAY)

    assert found.mondays == (date(2026, 8, 31), date(2026, 9, 7), date(2026, 9, 14))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "trouble"),
    [
        (date(2026, 9, 2), date(2026, 9, 1), Trouble.BACKWARDS),
        (date(2026, 10, 26), date(2026, 10, 29), Trouble.NOT_OVER),
        (date(9999, 12, 30), date(9999, 12, 31), Trouble.NOT_OVER),
        (date(1, 1, 1), date(9999, 12, 31), Trouble.TOO_LONG),
    ],
)
def test_two_days_that_make_no_period_say_why(starts_on, ends_on, trouble):
    with pytest.raises(NotAPeriod) as refusal:
        between(starts_on, ends_on, on=THURSDAY)

    assert refusal.value.trouble == trouble


@given(key=st.sampled_from(list(Preset)), on=DAYS)
def test_no_period_reaches_into_a_week_that_still_runs(key, on):
    found = preset(key, on=on)

    assert found.until <= max(monday(on), found.first)
    assert all(day.weekday() == 0 for day in found.mondays)
    assert 0 <= found.weeks <= MOST_WEEKS


@given(on=DAYS)
def test_the_two_quarters_follow_each_other_without_a_gap(on):
    last, this = preset(Preset.LAST_QUARTER, on=on), preset(Preset.QUARTER, on=on)

    assert last.until == this.first or this.first > monday(on)
    assert timedelta(weeks=11) < last.until - last.first <= timedelta(weeks=14)
