"""As many queries for the signals of 200 reps as of one."""

from datetime import timedelta

import pytest

from tests.clock import last_week
from tests.coaching.floor import manager_of, team
from tests.costs import cost
from tests.factories.numbers import EarlySignalFactory
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db


def test_signals_take_the_same_queries_for_any_number_of_reps(client):
    harbor = team()
    manager = manager_of(harbor)
    client.force_login(manager)
    costs = []
    for size in (1, 20, 200):
        while harbor.memberships.count() < size:
            rep = RepFactory(team=harbor, password="!")
            EarlySignalFactory(rep=rep, week=last_week())
            EarlySignalFactory(rep=rep, week=last_week() - timedelta(weeks=30), ended_on=last_week())
        client.get("/signals/")
        made, _ = cost.of(client, "/signals/")
        costs.append(made.query_count)

    assert len(set(costs)) == 1
    assert costs[0] <= 10
