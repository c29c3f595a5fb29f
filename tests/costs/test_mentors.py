"""Whom to ask as a mentor is answered from sixty peers, however many people and numbers there are beside them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.queries import mentors
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import WeeklyValue
from salesgym.numbers.queries.peers import MOST_PEERS
from tests.coaching.floor import running_plan, team
from tests.costs import visited
from tests.costs.crowd import reps_like
from tests.factories.numbers import give_weeks
from tests.factories.people import JobRoleFactory, RepFactory

pytestmark = pytest.mark.django_db
WEEKS = 26
OTHERS = 300
# A row counts once in each step of a query that it goes through.
STEPS = 4
# People are gone through for peers, with their teams, and for whom to ask, who do not manage the rep: as often as the
# database plans it, and that hangs on what other tests left in its tables. Never as often as one has numbers.
PEOPLE_STEPS = 20


def rows_read(plan):
    """How many statements the suggestions take, and how many rows of weekly values and of everything they visit."""
    # The pages bring the number with the plan.
    assert plan.metric is not None
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as queries:
        found = mentors.suggestions(plan, on=timezone.localdate())
    assert len(found.stand_out) == mentors.MOST_SHOWN
    weekly = [one for one in queries if WeeklyValue._meta.db_table in one["sql"]]
    return len(queries), sum(visited.rows_of(weekly)), sum(visited.rows_of(queries))


def test_numbers_of_people_beside_the_peers_are_not_read():
    plan = running_plan(team())
    like, strong = (RepFactory(job_role=plan.rep.job_role) for _number in range(2))
    for one, opportunities in ((like, 5), (strong, 12)):
        for key, value in (("meetings", 20), ("opportunities", opportunities)):
            give_weeks(one, key, [value] * WEEKS, until=timezone.localdate())
    # More of the same role than are asked, and many of another.
    reps_like(like, MOST_PEERS)
    reps_like(strong, 20)
    role_figures.renew(role_ids=[like.job_role_id], at=timezone.now())
    reps_like(like, OTHERS, job_role=JobRoleFactory(name="Account manager"))

    statements, weekly, everything = rows_read(plan)

    values_of_one = 2 * WEEKS
    assert statements == 3
    assert weekly <= MOST_PEERS * values_of_one * STEPS < OTHERS * values_of_one
    assert everything <= weekly + (MOST_PEERS + OTHERS) * PEOPLE_STEPS
    assert values_of_one > PEOPLE_STEPS
