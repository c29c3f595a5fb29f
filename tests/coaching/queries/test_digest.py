"""Whose weekly moment has come, in every time zone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.queries import digest
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory
from tests.factories.plans import PlanFactory

MONDAY = 1
MONDAY_IN_AUCKLAND = datetime(2026, 2, 9, 8, tzinfo=ZoneInfo("Pacific/Auckland"))  # Sunday in Greenwich


@pytest.mark.parametrize(
    ("zone", "at", "moment"),
    [
        ("Europe/Berlin", datetime(2026, 10, 26, 7, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        (
            "Europe/Berlin",
            datetime(2026, 10, 26, 6, 59, tzinfo=UTC),
            datetime(2026, 10, 19, 6, 0, tzinfo=UTC),
        ),
        (
            "America/New_York",
            datetime(2026, 11, 2, 13, 0, tzinfo=UTC),
            datetime(2026, 11, 2, 13, 0, tzinfo=UTC),
        ),
        (
            "Asia/Kathmandu",
            datetime(2026, 11, 2, 2, 15, tzinfo=UTC),
            datetime(2026, 11, 2, 2, 15, tzinfo=UTC),
        ),
    ],
)
def test_the_moment_is_eight_on_monday_by_the_readers_clock(zone: str, at: datetime, moment: datetime):
    assert digest.last_moment(zone, MONDAY, 8, at=at) == moment


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
    weekday=st.integers(1, 7),
    hour=st.integers(0, 23),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_last_moment_is_never_ahead_and_never_more_than_a_week_and_a_shift_behind(
    zone, weekday, hour, at
):
    moment = digest.last_moment(zone, weekday, hour, at=at)

    assert moment <= at
    assert at - moment <= timedelta(days=7, hours=1)


@pytest.mark.django_db
def test_monday_in_auckland_is_told_of_the_week_that_ended_there():
    OrganizationFactory(time_zone="Pacific/Auckland")
    plan = PlanFactory(active=True)
    give_weeks(plan.rep, "meetings", [20] * 8, until=MONDAY_IN_AUCKLAND.date())
    give_weeks(plan.rep, "opportunities", [4] * 7 + [12], until=MONDAY_IN_AUCKLAND.date())

    line = digest.of_reps([plan.rep_id], at=MONDAY_IN_AUCKLAND)[plan.rep_id].plans[0]

    assert line.standing.plan_value == Decimal(24) / Decimal(80)
