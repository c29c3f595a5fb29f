from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.actions import team_weeks
from salesgym.numbers.queries.team_weeks import BesideBefore, beside_before
from salesgym.people.models import Team
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import RepFactory

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_the_last_weeks_stand_beside_as_many_before(rep, team):
    give_weeks(rep, "wins", [9, 1, 1, 1, 1, 2, 2, 2, 2], until=TODAY)
    give_weeks(rep, "meetings", [5, None], until=TODAY)
    RepFactory()
    team_weeks.rebuild()

    found = beside_before([team.pk], ["wins", "meetings", "losses"], until=TODAY, weeks=4)

    assert found == {(team.pk, "wins"): BesideBefore(8, 4), (team.pk, "meetings"): BesideBefore(5, None)}


TWO_YEARS_OF_SUMS = """
INSERT INTO numbers_teamweek (team_id, metric_id, week_start, total, reps)
SELECT team.id, metric.id, date '2026-11-16' - 7 * back, 10, 10
FROM people_team team, numbers_metric metric, generate_series(0, 103) back WHERE metric.numerator_id IS NULL
"""


@pytest.mark.django_db(transaction=True)
def test_twelve_weeks_of_fifty_teams_cost_few_buffers_at_a_thousand_reps():
    """What one page of an overview reads, in buffers, which do not wobble (performance.md B9)."""
    keys = [key for key, metric in standard_metrics().items() if metric.is_stored]
    teams = Team.objects.bulk_create(Team(name=f"Team {number}") for number in range(100))
    asked = [team.pk for team in teams[:50]]
    with connection.cursor() as cursor:
        cursor.execute(TWO_YEARS_OF_SUMS)
        cursor.execute("VACUUM ANALYZE numbers_teamweek")
        with CaptureQueriesContext(connection) as queries:
            found = beside_before(asked, keys, until=TODAY, weeks=6)
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {queries[0]['sql']}")
        plan = cursor.fetchone()[0][0]["Plan"]

    assert len(found) == 50 * len(keys)
    assert "'Index Name': 'one_sum_per_team_week_metric'" in str(plan)
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 1_000
