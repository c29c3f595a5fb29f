"""Days in the table of who was seen: a weekday within six days, the date from a week on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching.models import CheckIn
from coaching.pages.check_ins import seen
from coaching.queries.talk_week import Seen, SeenPage
from salesgym.people.models import User

MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def row(*, talks: tuple[CheckIn, ...] = (), next_for: datetime | None = None) -> seen.Row:
    person = User(pk=1, name="Lena Fischer")
    found = SeenPage([Seen(person, talks, None, next_for, 1, True)], 1)
    return seen.table(found, monday=MONDAY.date(), at=MONDAY, zone=ZONE).rows[0]


@pytest.mark.parametrize(
    ("days", "said"), [(0, "was due today"), (6, "was due on Tuesday"), (7, "was due on 23 November")]
)
def test_a_talk_that_was_due_names_a_day_that_is_no_other(days: int, said: str):
    talk = CheckIn(planned_for=MONDAY - timedelta(days=days) + timedelta(minutes=5 * bool(days)))

    assert row(talks=(talk,)).note == said


@pytest.mark.parametrize(("days", "said"), [(6, "First on Sunday"), (7, "First on 7 December")])
def test_a_first_talk_a_week_ahead_is_not_named_as_today(days: int, said: str):
    first = MONDAY + timedelta(days=days, hours=-2)

    assert row(next_for=first).last == said
