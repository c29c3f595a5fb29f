"""Beat starts a task for each planner, so that none takes the time of another."""

import pytest

from coaching import tasks
from coaching.actions import reminder
from salesgym.celery import app
from salesgym.handoff import kept_back
from salesgym.notices.models import Notice
from tests.coaching.floor import running_plan, team

pytestmark = pytest.mark.django_db


def test_each_planner_is_a_task_of_its_own_that_gives_what_is_due():
    plan = running_plan(team())
    with kept_back() as rung:
        tasks.plan_reminders()
    app.loader.import_default_modules()

    assert [ids["planner"] for _name, ids in rung] == list(reminder.PLANNERS)
    for name, ids in rung:
        with kept_back():
            app.tasks[name](**ids)

    # The first step is due on Thursday: before that day it is told as due, after it as overdue.
    assert Notice.objects.filter(kind__startswith="coaching.milestone_", recipient=plan.rep).count() == 1
