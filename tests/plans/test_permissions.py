"""Who manages a plan's rep is asked once, and an answer that came along is the one that would be given."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.queries.opened_plan import find
from plans import permissions
from plans.models import Plan
from salesgym.people.models import Leave
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_answer_that_came_with_the_plan_page_is_the_one_that_would_be_given():
    harbor, deputy, mentor = team(), UserFactory(), UserFactory()
    plan = running_plan(harbor, mentor=mentor)
    today = timezone.localdate()
    Leave.objects.create(person=manager_of(harbor), deputy=deputy, starts_on=today, ends_on=today)
    readers = {plan.rep: False, mentor: False, manager_of(harbor): True, deputy: True}

    for reader, expected in readers.items():
        came_along = find(reader, plan.pk).plan
        with CaptureQueriesContext(connection) as queries:
            answer = permissions.manages(reader, came_along)
        assert not queries
        assert answer is permissions.manages(reader, Plan.objects.get(pk=plan.pk)) is expected


def test_an_answer_is_kept_for_the_person_it_was_given_about_alone():
    plan, other = running_plan(team()), UserFactory()

    permissions.remember_manages(plan, plan.manager, True)

    assert permissions.manages(plan.manager, plan)
    assert not permissions.manages(other, plan)


def test_a_deputy_manages_no_longer_once_the_leave_is_over():
    harbor, deputy = team(), UserFactory()
    plan = running_plan(harbor)
    yesterday = timezone.localdate() - timedelta(days=1)
    Leave.objects.create(person=manager_of(harbor), deputy=deputy, starts_on=yesterday, ends_on=yesterday)

    assert not permissions.manages(deputy, plan)
