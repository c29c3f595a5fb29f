"""What of a check-in counts as given: the whole minutes between its begin and its end, once both confirmed it."""

from datetime import timedelta

import pytest

from coaching.queries.talk_minutes import minutes_of_talks
from tests.factories.coaching import PLANNED_FOR, CheckInFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def given(talk):
    """The minutes that were given, and who gave them."""
    [row] = minutes_of_talks(talk.rep, talk.planned_for - DAY, talk.planned_for + DAY)
    return row[0], row[-1]


@pytest.mark.parametrize(("seconds", "minutes"), [(5, 1), (29 * 60 + 40, 30), (29 * 60 + 20, 29)])
def test_a_held_talk_counts_in_whole_minutes_and_one_at_least(seconds, minutes):
    ended_at = PLANNED_FOR + timedelta(seconds=seconds)
    talk = CheckInFactory(held=True, ended_at=ended_at)

    assert given(talk) == (talk.led_by_id, minutes)


def test_what_one_side_has_not_confirmed_is_not_given():
    talk = CheckInFactory(ended=True)

    assert given(talk) == (talk.led_by_id, 0)
