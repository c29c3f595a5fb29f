"""A plan as a person opens it: what hangs on it comes along as typed rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.queries.opened_plan import Logged, ProgrammeLine, Workout, find
from tests.coaching.floor import running_plan, team
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_what_hangs_on_a_plan_comes_along_with_it():
    plan = running_plan(team(), mentor=UserFactory())
    entry, item, promised = plan.practice.get(), plan.programme.get(), plan.support.get()

    opened = find(plan.rep, plan.pk, part="whole", since=entry.practiced_on)

    assert opened.plan == plan
    assert opened.log == [Logged(entry.practiced_on, entry.logged_at)]
    assert opened.workouts == [
        Workout(
            item.drill_id,
            "Second question ladder",
            entry.practiced_on,
            entry.feeling,
            entry.note,
            entry.logged_at,
        )
    ]
    assert opened.programme == [
        ProgrammeLine("Second question ladder", item.times_a_week, item.when, item.minutes, item.drill_id)
    ]
    assert [one.support for one in opened.promises] == [promised]
    assert opened.promises[0].support.due_on == timezone.localdate() + timedelta(days=4)
    assert opened.manager_manages


def test_the_log_stays_away_where_nobody_asks_for_it():
    plan = running_plan(team())

    assert find(plan.rep, plan.pk).log == []
    assert find(plan.rep, plan.pk, part="overview", since=timezone.localdate()).log == []
    assert len(find(plan.rep, plan.pk, part="log").log) == 1


def test_a_plan_that_one_may_not_see_is_not_found():
    plan = running_plan(team())

    assert find(UserFactory(), plan.pk) is None
