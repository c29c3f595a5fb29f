from datetime import date, timedelta

import pytest

from salesgym.celery import app
from salesgym.numbers import tasks
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.models import TeamWeek
from salesgym.people.actions import membership
from tests.factories.numbers import WeeklyValueFactory, standard_metrics
from tests.factories.people import TeamFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)


@pytest.fixture
def told(rep):
    """A rep with twelve meetings in two weeks, added up."""
    for week in (MONDAY, MONDAY + timedelta(weeks=1)):
        WeeklyValueFactory(rep=rep, metric=standard_metrics()["meetings"], week_start=week, value=12)
    team_weeks.rebuild()
    return rep


def test_the_tasks_that_others_ring_exist_under_their_names(settings):
    app.loader.import_default_modules()

    assert settings.WAKE["membership"] == ["salesgym.numbers.tasks.add_up_teams"]
    assert settings.CELERY_BEAT_SCHEDULE["rebuild-team-weeks"]["task"] in app.tasks
    assert set(settings.WAKE["membership"]) <= set(app.tasks)


def test_a_move_rings_for_both_teams_and_their_sums_follow(told, team, run_rung):
    other = TeamFactory()

    with run_rung():
        membership.move(person=told, team=other, on=MONDAY + timedelta(weeks=1))

    rows = TeamWeek.objects.order_by("week_start").values_list("team", "week_start", "total")
    assert list(rows) == [(team.pk, MONDAY, 12), (other.pk, MONDAY + timedelta(weeks=1), 12)]


def test_a_team_that_somebody_joined_by_a_slip_keeps_nothing_of_them(told, team, run_rung):
    slip = TeamFactory()

    with run_rung():
        membership.move(person=told, team=slip, on=MONDAY)
    with run_rung():
        membership.move(person=told, team=team, on=MONDAY)

    assert not TeamWeek.objects.filter(team=slip).exists()
    assert TeamWeek.objects.filter(team=team).count() == 2


def test_who_leaves_takes_their_later_weeks_out_of_the_sums(told, team, run_rung):
    with run_rung():
        membership.end(person=told, on=MONDAY + timedelta(weeks=1))

    assert [row.week_start for row in TeamWeek.objects.all()] == [MONDAY]


def test_the_nightly_round_mends_what_drifted_and_then_finds_nothing(told):
    TeamWeek.objects.filter(week_start=MONDAY).update(total=1)

    assert tasks.rebuild_team_weeks() == 1
    assert tasks.rebuild_team_weeks() == 0
    assert team_weeks.check() == []


def test_a_round_that_is_told_twice_or_of_no_team_changes_nothing(told, team):
    assert tasks.add_up_teams(team_ids=[team.pk]) == 0
    assert tasks.add_up_teams(team_ids=[]) == 0
