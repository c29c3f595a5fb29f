"""Which reminder a date calls for."""

from datetime import UTC, date, datetime

import pytest

from coaching.queries import reminder
from coaching.queries.personal_day import personal_day


@pytest.mark.parametrize(
    ("days_left", "lead"),
    [(9, None), (8, None), (7, 7), (5, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 0), (-1, None)],
)
def test_each_day_has_the_reminder_of_the_nearest_lead(days_left: int, lead: int | None):
    assert reminder.lead_of(days_left) == lead


def test_a_day_begins_at_eight_in_the_morning_where_the_person_is():
    before_eight = datetime(2026, 11, 2, 12, 59, tzinfo=UTC)
    eight = datetime(2026, 11, 2, 13, 0, tzinfo=UTC)

    assert personal_day("America/New_York", before_eight) == date(2026, 11, 1)
    assert personal_day("America/New_York", eight) == date(2026, 11, 2)
