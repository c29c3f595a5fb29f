from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.actions import team_weeks
from salesgym.numbers.queries.team_weeks import ALL_TEAMS, BesideBefore, by_week
from salesgym.people.models import Team
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import RepFactory, TeamFactory

TODAY = date(2026, 11, 23)


def asked(team_ids, shown, chosen, others=(), weeks=13):
    return by_week(team_ids, shown, chosen, others, until=TODAY, weeks=weeks, all_weeks=30)


def every_team():
    return list(Team.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_last_weeks_stand_beside_as_many_before(rep, team):
    give_weeks(rep, "wins", [9, 1, 1, 1, 1, 2, 2, 2, 2], until=TODAY)
    give_weeks(rep, "meetings", [5, None], until=TODAY)
    team_weeks.rebuild()
    known = standard_metrics()

    found = asked(every_team(), [team.pk], known["wins"], [known["meetings"], known["losses"]])

    assert found.beside_before(team.pk, known["wins"], weeks=4) == BesideBefore(8, 4)
    assert found.beside_before(team.pk, known["meetings"], weeks=4) == BesideBefore(5, None)
    assert found.beside_before(team.pk, known["losses"], weeks=4) == BesideBefore()


@pytest.mark.django_db
def test_all_teams_together_are_said_per_person_and_ratios_by_their_sums(rep, team):
    colleague = RepFactory(team=TeamFactory())
    give_weeks(rep, "wins", [2, 4], until=TODAY)
    give_weeks(rep, "decided", [4, 8], until=TODAY)
    give_weeks(colleague, "wins", [None, 0], until=TODAY)
    give_weeks(colleague, "decided", [None, 8], until=TODAY)
    team_weeks.rebuild()
    known = standard_metrics()

    wins = asked(every_team(), [], known["wins"]).series(ALL_TEAMS, known["wins"], weeks=2)
    won = asked(every_team(), [], known["win_rate"]).series(ALL_TEAMS, known["win_rate"], weeks=2)

    assert wins.values == [2, 2]
    assert won.values == [0.5, 0.25]


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["wins", "decided"])
def test_a_share_of_which_somebody_has_one_side_alone_is_unknown(rep, team, side):
    give_weeks(rep, "wins", [2, 2], until=TODAY)
    give_weeks(rep, "decided", [4, 4], until=TODAY)
    give_weeks(RepFactory(team=team), side, [3], until=TODAY)
    team_weeks.rebuild()
    rate = standard_metrics()["win_rate"]

    assert asked([team.pk], [team.pk], rate).series(team.pk, rate, weeks=2).values == [0.5, None]


@pytest.mark.django_db
def test_teams_that_were_not_asked_for_are_not_in_the_sum(rep, team):
    give_weeks(rep, "wins", [2], until=TODAY)
    give_weeks(RepFactory(team=TeamFactory()), "wins", [40], until=TODAY)
    team_weeks.rebuild()
    wins = standard_metrics()["wins"]

    found = asked([team.pk], [team.pk], wins)

    assert found.series(ALL_TEAMS, wins, weeks=1).values == [2]
    assert found.known_to(team.pk) == date(2026, 11, 16)


TWO_YEARS_OF_SUMS = """
INSERT INTO numbers_teamweek (team_id, metric_id, week_start, total, reps)
SELECT team.id, metric.id, date '2026-11-16' - 7 * back, 10, 10
FROM people_team team, numbers_metric metric, generate_series(0, 103) back WHERE metric.numerator_id IS NULL
"""


@pytest.mark.django_db(transaction=True)
def test_twelve_weeks_of_fifty_teams_cost_few_buffers_at_a_thousand_reps():
    """What one page of an overview reads, in buffers, which do not wobble (B9 of `make bench`)."""
    known = [metric for metric in standard_metrics().values() if metric.is_stored]
    teams = Team.objects.bulk_create(Team(name=f"Team {number}") for number in range(100))
    shown = [team.pk for team in teams[:50]]
    with connection.cursor() as cursor:
        # A vacuum takes rows for settled once their commit is on the disk, which tests do not wait for.
        cursor.execute("SET synchronous_commit TO on")
        cursor.execute(TWO_YEARS_OF_SUMS)
        cursor.execute("VACUUM ANALYZE numbers_teamweek")
        with CaptureQueriesContext(connection) as queries:
            found = asked([team.pk for team in teams], shown, known[0], known, weeks=12)
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {queries[0]['sql']}")
        plan = cursor.fetchone()[0][0]["Plan"]

    assert len(found.sums) == 50 * 12 * len(known) + 30
    assert "'Index Name': 'sums_by_metric_and_week'" in str(plan)
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 1_000


@pytest.mark.django_db
def test_wins_of_somebody_whose_lost_deals_are_unknown_are_no_share_of_what_others_closed(rep, team):
    colleague = RepFactory(team=team)
    give_weeks(rep, "wins", [2, 4], until=TODAY)
    give_weeks(rep, "decided", [4, 8], until=TODAY)
    give_weeks(colleague, "wins", [None, 4], until=TODAY)
    team_weeks.rebuild()
    won = standard_metrics()["win_rate"]

    assert asked(every_team(), [], won).series(ALL_TEAMS, won, weeks=2).values == [0.5, None]
