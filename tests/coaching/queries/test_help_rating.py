"""A manager reads of ratings a sum of five reps or more, and never a day."""

from datetime import timedelta

import pytest

from coaching.models import HelpRating
from coaching.queries.help_rating import Together, together
from tests.factories.coaching import PLANNED_FOR, CheckInFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
AT = PLANNED_FOR + timedelta(days=10)


def rated(manager, helped: int, *, at=PLANNED_FOR, rep=None, **fields) -> HelpRating:
    talk = CheckInFactory(
        led_by=manager, held=True, planned_for=at, **({"rep": rep} if rep else {}), **fields
    )
    return HelpRating.objects.create(
        check_in=talk, rep=talk.rep, led_by=talk.led_by, helped=helped, rated_at=at + timedelta(hours=1)
    )


def test_four_reps_give_nothing_and_five_a_mean():
    manager = UserFactory()
    for helped in (1, 2, 3, 4):
        rated(manager, helped)
    four = together(manager, at=AT)

    rated(manager, 4)

    assert four is None
    assert together(manager, at=AT) == Together(mean=2.8, reps=5)


def test_one_rep_counts_once_with_their_latest_answer():
    manager = UserFactory()
    ratings = [rated(manager, 4) for _rep in range(4)]
    for week in range(1, 4):
        rated(manager, 1, at=PLANNED_FOR + timedelta(weeks=week) / 3, rep=ratings[0].rep)
    still_four = together(manager, at=AT)

    rated(manager, 4)

    assert still_four is None
    assert together(manager, at=AT) == Together(mean=3.4, reps=5)


def test_old_answers_and_those_of_other_leaders_do_not_count():
    manager = UserFactory()
    for _rep in range(4):
        rated(manager, 4)
    rated(UserFactory(), 1)
    rated(manager, 1, at=AT - timedelta(days=92))

    assert together(manager, at=AT) is None


def test_no_day_can_be_read_from_the_sum():
    assert set(Together.__slots__) == {"mean", "reps"}
