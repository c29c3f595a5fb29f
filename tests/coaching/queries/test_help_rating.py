"""A manager reads of ratings a sum of five reps or more, and never a day."""

from datetime import UTC, datetime, timedelta

import pytest

from coaching.models import HelpRating
from coaching.queries.help_rating import Together, together
from tests.factories.coaching import PLANNED_FOR, CheckInFactory
from tests.factories.people import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
# In the month after.
AT = PLANNED_FOR + timedelta(days=25)


def rated(manager, helped: int, *, at=PLANNED_FOR, rep=None, came=None) -> HelpRating:
    talk = CheckInFactory(led_by=manager, held=True, planned_for=at, **({"rep": rep} if rep else {}))
    return HelpRating.objects.create(
        check_in=talk,
        rep=talk.rep,
        led_by=talk.led_by,
        helped=helped,
        promises_came=came,
        rated_at=at + timedelta(hours=1),
    )


def test_four_reps_give_nothing_and_five_a_mean():
    manager = UserFactory()
    for helped in (1, 2, 3, 4):
        rated(manager, helped)
    four = together(manager, at=AT)

    rated(manager, 4)

    assert four is None
    assert together(manager, at=AT) == Together(mean=2.8, reps=5, came=None)


def test_one_rep_counts_once_with_their_latest_answer():
    manager = UserFactory()
    ratings = [rated(manager, 4) for _rep in range(4)]
    for week in range(1, 4):
        rated(manager, 1, at=PLANNED_FOR + timedelta(weeks=week) / 3, rep=ratings[0].rep)
    still_four = together(manager, at=AT)

    rated(manager, 4)

    assert still_four is None
    assert together(manager, at=AT) == Together(mean=3.4, reps=5, came=None)


def test_old_answers_and_those_of_other_leaders_do_not_count():
    manager = UserFactory()
    for _rep in range(4):
        rated(manager, 4)
    rated(UserFactory(), 1)
    rated(manager, 1, at=AT - timedelta(days=100))

    assert together(manager, at=AT) is None


def test_all_month_long_the_sum_says_the_same():
    OrganizationFactory(time_zone="Pacific/Auckland")
    manager, begins = UserFactory(), datetime(2026, 1, 31, 11, tzinfo=UTC)  # 1 February there
    for _rep in range(5):
        rated(manager, 4)
    rated(manager, 1, at=begins - timedelta(days=7) + timedelta(minutes=1))
    rated(manager, 1, at=begins + timedelta(days=3))

    before = together(manager, at=begins - timedelta(minutes=1))
    all_month = {together(manager, at=begins + timedelta(days=day)) for day in range(28)}

    assert before is None
    assert all_month == {Together(mean=4, reps=5, came=None)}
    assert together(manager, at=begins + timedelta(days=28)) == Together(mean=22 / 7, reps=7, came=None)


def test_what_came_of_promises_is_a_mean_of_five_of_its_own():
    manager = UserFactory()
    ratings = [rated(manager, 3, came=came) for came in (1, 2, 3, 4)]
    rated(manager, 3, at=PLANNED_FOR + timedelta(days=2), rep=ratings[0].rep)
    rated(manager, 3)
    of_four = together(manager, at=AT)

    rated(manager, 3, came=4)

    assert of_four == Together(mean=3, reps=5, came=None)
    assert together(manager, at=AT) == Together(mean=3, reps=6, came=2.8)


def test_no_day_can_be_read_from_the_sum():
    assert set(Together.__slots__) == {"mean", "reps", "came"}
