"""As many queries for the missing weeks of 200 reps as of one."""

import pytest
from django.utils import timezone

from salesgym.numbers.actions import team_weeks
from tests.costs import cost
from tests.factories.numbers import give_weeks
from tests.factories.people import (
    ManagementFactory,
    OrganizationFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def queries_of(client, person):
    client.force_login(person)
    client.get("/numbers/gaps/")
    made, page = cost.of(client, "/numbers/gaps/")
    assert b"Meetings" in page
    return made.query_count


def test_missing_weeks_take_the_same_queries_for_any_number_of_reps(client):
    OrganizationFactory()
    manager, admin = UserFactory(), UserFactory(site_admin=True)
    team = TeamFactory(manager=manager)
    ManagementFactory(team=team, person=admin)
    costs = {manager: [], admin: []}
    for size in (1, 20, 200):
        for _one in range(size - team.memberships.count()):
            rep = RepFactory(team=team, password="!")
            give_weeks(rep, "meetings", [5, None, 5], until=timezone.localdate())
        team_weeks.rebuild()
        for person, found in costs.items():
            found.append(queries_of(client, person))

    for found in costs.values():
        assert len(set(found)) == 1
        assert found[0] <= 10
