"""As many queries for the signals of 200 reps as of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.clock import last_week
from tests.coaching.floor import manager_of, team
from tests.costs import cost, visited
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


# What autovacuum leaves behind where it counts the pages of rows that nobody has committed yet.
TABLES_SEEM_EMPTY = """
UPDATE pg_class SET relpages = greatest(pg_relation_size(oid) / 8192, 1), reltuples = 0
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


def test_signals_are_found_where_the_database_takes_every_table_for_empty(client):
    """A plan may go through a table for each row then; never through the reps of a manager for each signal."""
    harbor = team()
    manager = manager_of(harbor)
    for _one in range(200):
        rep = RepFactory(team=harbor, password="!")
        EarlySignalFactory(rep=rep, week=last_week())
        EarlySignalFactory(rep=rep, week=last_week() - timedelta(weeks=30), ended_on=last_week())
    with connection.cursor() as cursor:
        cursor.execute(TABLES_SEEM_EMPTY)
    client.force_login(manager)

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/signals/")

    assert response.status_code == 200
    rows = visited.rows_of(queries)
    assert sum(rows) <= 1_000_000, rows
