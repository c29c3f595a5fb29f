"""Who manages whom costs the same however much leave the organization has written down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from salesgym.people.models import Leave, Team, User
from tests.coaching.floor import manager_of, team
from tests.costs import visited
from tests.factories.people import ManagementFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db

# Each of these managers takes ten days off a year, since long ago.
LEAVE_OF_MANY_YEARS = """
INSERT INTO people_leave (person_id, starts_on, ends_on)
SELECT DISTINCT person_id, date '2000-01-01' + back, date '2000-01-01' + back
FROM people_management, generate_series(1, 1000) back
"""


def test_leave_of_others_is_not_read_to_know_whom_somebody_manages():
    harbor, deputy, today = team(), UserFactory(), timezone.localdate()
    rep = RepFactory(team=harbor)
    Leave.objects.create(
        person=manager_of(harbor), deputy=deputy, starts_on=today, ends_on=today + timedelta(days=3)
    )
    for _one in range(20):
        ManagementFactory(person=UserFactory(password="!"))
    with connection.cursor() as cursor:
        cursor.execute(LEAVE_OF_MANY_YEARS)
        cursor.execute("ANALYZE")

    for reader in (manager_of(harbor), deputy):
        with CaptureQueriesContext(connection) as queries:
            teams = list(Team.objects.managed_by(reader))
            reps = list(User.objects.managed_by(reader))
        assert (teams, reps) == ([harbor], [rep])
        # One manager's leave of those years alone would be as many.
        assert max(visited.rows_of(queries)) < 1_000
