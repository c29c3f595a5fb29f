"""As many queries for the missing weeks of 200 reps as of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from salesgym.numbers.actions import team_weeks
from salesgym.people.models import User
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def queries_of(client, person):
    client.force_login(person)
    client.get("/numbers/gaps/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/numbers/gaps/")
    assert response.context["gaps"].metrics
    return len(queries)


@pytest.mark.parametrize("is_admin", [False, True])
def test_missing_weeks_take_the_same_queries_for_any_number_of_reps(client, is_admin):
    OrganizationFactory()
    manager = UserFactory(site_admin=is_admin)
    team = TeamFactory(manager=manager)
    costs = []
    for size in (1, 20, 200):
        while User.objects.in_teams(type(team).objects.filter(pk=team.pk)).count() < size:
            rep = RepFactory(team=team, password="!")
            give_weeks(rep, "meetings", [5, None, 5], until=timezone.localdate())
        team_weeks.rebuild()
        costs.append(queries_of(client, manager))

    assert len(set(costs)) == 1
    assert costs[0] <= 10
