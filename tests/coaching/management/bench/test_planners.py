"""The bench's count of what planners ask."""

import pytest

from coaching.actions import reminder
from coaching.management.bench import planners
from salesgym.notices.models import Notice, Outbox
from tests.coaching.floor import running_plan, team

pytestmark = pytest.mark.django_db


def test_every_planner_is_counted_and_nothing_that_it_tells_stays(monkeypatch):
    harbor = team()
    for _one in range(2):
        running_plan(harbor)
    told = (Notice.objects.count(), Outbox.objects.count())
    monkeypatch.setattr(planners, "MANY", 1)

    quiet, loud = planners.lines()

    assert quiet.value <= quiet.limit
    assert f"{len(reminder.PLANNERS)} planners" in quiet.note
    # Of two reps a planner's fixed questions are much: its limit is for many.
    assert loud.value > loud.limit
    assert (Notice.objects.count(), Outbox.objects.count()) == told
