from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.people.calculations import calendar
from salesgym.people.calculations.calendar import DaysAway, WorkingCalendar

WEEKDAYS = frozenset({1, 2, 3, 4, 5})
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]


def working(zone="UTC", work_days=WEEKDAYS, **rest):
    return WorkingCalendar(zone=ZoneInfo(zone), work_days=work_days, **rest)


def local(zone, *parts):
    return datetime(*parts, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ((2026, 1, 7, 8, 0), (2026, 1, 7, 8, 0)),
        ((2026, 1, 7, 18, 59), (2026, 1, 7, 18, 59)),
        ((2026, 1, 7, 7, 59), (2026, 1, 7, 8, 0)),
        ((2026, 1, 7, 0, 0), (2026, 1, 7, 8, 0)),
        ((2026, 1, 7, 19, 0), (2026, 1, 8, 8, 0)),
        ((2026, 1, 9, 19, 0), (2026, 1, 12, 8, 0)),
        ((2026, 1, 10, 12, 0), (2026, 1, 12, 8, 0)),
    ],
    ids=["opening", "last minute", "early", "midnight", "evening", "Friday evening", "Saturday"],
)
def test_people_are_told_in_their_own_working_hours(zone, asked, allowed):
    answer = calendar.next_allowed(working(zone), local(zone, *asked).astimezone(UTC))

    assert answer == local(zone, *allowed)


def test_holidays_and_leave_move_to_the_next_working_morning():
    found = working(
        holidays=frozenset({date(2026, 1, 7)}), away=(DaysAway(date(2026, 1, 8), date(2026, 1, 12)),)
    )

    assert calendar.next_allowed(found, datetime(2026, 1, 7, 12, tzinfo=UTC)) == datetime(
        2026, 1, 13, 8, tzinfo=UTC
    )


def test_team_that_works_sunday_to_thursday_is_told_on_sunday():
    found = working("Asia/Kathmandu", frozenset({7, 1, 2, 3, 4}))

    answer = calendar.next_allowed(found, local("Asia/Kathmandu", 2026, 1, 9, 12))

    assert answer == local("Asia/Kathmandu", 2026, 1, 11, 8)


def test_clock_change_in_the_night_keeps_eight_in_the_morning():
    friday_night = local("Europe/Berlin", 2026, 3, 27, 23)

    answer = calendar.next_allowed(working("Europe/Berlin"), friday_night)

    assert answer == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_skipped_wall_time_moves_forward():
    assert calendar.instant(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Berlin")) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


def test_half_hour_clock_change_moves_forward_by_half_an_hour():
    skipped = calendar.instant(date(2026, 10, 4), time(2, 15), ZoneInfo("Australia/Lord_Howe"))

    assert skipped.astimezone(ZoneInfo("Australia/Lord_Howe")).time() == time(2, 45)


def test_ambiguous_wall_time_is_the_first_of_the_two():
    assert calendar.instant(date(2026, 10, 25), time(2, 30), ZoneInfo("Europe/Berlin")) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_day_that_a_zone_skipped_is_no_working_day():
    # Apia went from Thursday 29 to Saturday 31 December 2011.
    answer = calendar.next_allowed(working("Pacific/Apia"), local("Pacific/Apia", 2011, 12, 29, 20))

    assert answer == local("Pacific/Apia", 2012, 1, 2, 8)


@given(
    at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    zone=st.sampled_from(ZONES),
)
def test_allowed_time_is_never_earlier_always_in_hours_and_stays_once_allowed(at, zone):
    found = working(zone)

    answer = calendar.next_allowed(found, at)

    there = answer.astimezone(found.zone)
    assert answer >= at
    assert there.isoweekday() in WEEKDAYS
    assert calendar.MORNING <= there.time() < calendar.EVENING
    assert calendar.next_allowed(found, answer) == answer


def test_leave_that_never_ends_is_told_in_the_end_rather_than_never():
    found = working(away=(DaysAway(date(2020, 1, 1), date(2099, 1, 1)),))
    at = datetime(2026, 1, 7, 3, tzinfo=UTC)

    assert calendar.next_allowed(found, at) == at


def test_working_days_of_a_leave_leave_out_weekends_and_holidays():
    found = working(holidays=frozenset({date(2026, 1, 6)}))

    assert calendar.working_days_between(found, date(2026, 1, 1), date(2026, 1, 11)) == 6
    assert calendar.working_days_between(found, date(2026, 1, 10), date(2026, 1, 11)) == 0
    assert calendar.working_days_between(found, date(2026, 1, 11), date(2026, 1, 1)) == 0


@pytest.mark.parametrize(
    ("day", "by", "there"),
    [
        (date(2026, 1, 9), 1, date(2026, 1, 12)),
        (date(2026, 1, 9), 5, date(2026, 1, 16)),
        (date(2026, 1, 10), 1, date(2026, 1, 12)),
        (date(2026, 1, 10), 0, date(2026, 1, 10)),
        (date(2026, 1, 12), -1, date(2026, 1, 9)),
    ],
)
def test_dates_move_by_working_days(day, by, there):
    assert calendar.moved(working(), day, by) == there


@pytest.mark.parametrize(
    ("wished", "comes"),
    [
        ((1, 8), (1, 8)),
        ((5, 18), (5, 18)),
        ((2, 2), (2, 8)),
        ((5, 20), (1, 8)),
        ((7, 8), (1, 8)),
        ((3, 19), (4, 8)),
    ],
)
def test_a_weekly_mail_comes_at_its_hour_or_on_the_next_working_morning(wished, comes):
    assert calendar.weekly_moment(WEEKDAYS, *wished) == comes


@pytest.mark.parametrize(
    ("zone", "at", "morning"),
    [
        # A Wednesday evening; a Friday.
        ("UTC", datetime(2026, 3, 18, 23, tzinfo=UTC), datetime(2026, 3, 19, 9, tzinfo=UTC)),
        ("UTC", datetime(2026, 3, 20, 8, tzinfo=UTC), datetime(2026, 3, 23, 9, tzinfo=UTC)),
        # The day of the employee counts, and their clock on the morning after it changed.
        ("Pacific/Auckland", datetime(2026, 3, 18, 12, tzinfo=UTC), datetime(2026, 3, 19, 20, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_an_hour_of_the_next_day_at_work(zone, at, morning):
    works = working(zone)

    assert calendar.next_working_day(works, at, time(9)) == morning


def test_leave_and_holidays_are_no_days_at_work():
    off = {
        "holidays": frozenset([date(2026, 3, 19)]),
        "away": (DaysAway(date(2026, 3, 20), date(2026, 3, 23)),),
    }
    works = working(**off)

    found = calendar.next_working_day(works, datetime(2026, 3, 18, 12, tzinfo=UTC), time(9))

    assert found == datetime(2026, 3, 24, 9, tzinfo=UTC)
