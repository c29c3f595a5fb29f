"""The bench's count of what judging asks: of a night on which words change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.management.bench import nightly
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def test_the_measured_night_is_one_on_which_every_word_changes():
    """The plans end their first two weeks, and with them "Just started"."""
    today = timezone.localdate()
    starts_on = today - timedelta(days=today.weekday(), weeks=2)
    for plan in [PlanFactory(rep=RepFactory(), active=True, starts_on=starts_on) for _one in range(3)]:
        give_weeks(plan.rep, "meetings", [20] * 15, until=today)
        give_weeks(plan.rep, "opportunities", [4] * 15, until=today)

    statements, _time = nightly.lines(slack=1.0)

    assert statements.note == "3 plans in 1 batches, 3 with another word"
    # In the transaction of a test the batch's own one is a savepoint and its release.
    assert statements.value - 2 <= statements.limit
