"""The board as its manager sees it, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome
from plans.models import Mentorship, Milestone
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import left_open

pytestmark = pytest.mark.django_db


def test_board_shows_the_rep_with_number_goal_and_status(client, harbor, plan):
    response, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert response.status_code == 200
    assert plan.rep.name in text
    assert "26.3%" in text
    assert "28% become opps" in text
    assert "On track" in text
    assert "Sofia" in text


def test_board_asks_for_a_reached_step_first_and_by_one_verb(client, harbor, plan):
    Milestone.objects.filter(plan=plan, position=1).update(
        status="reached", reached_on=timezone.localdate(), reached_by="claim"
    )

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "One thing needs you." in text
    assert "ready for you to verify" in text
    assert "Reward: Reward 1." in text
    assert text.count("btn-primary") == 1


def test_the_rest_of_what_waits_is_counted_and_one_click_away(client, harbor):
    for _number in range(7):
        running_plan(harbor, life="in_review")
    manager, board = manager_of(harbor), reverse("coaching:board")

    _, text = read(client, manager, f"{board}?team={harbor.pk}")
    response, everything = read(client, manager, f"{board}?team={harbor.pk}&needs=all")

    assert "2 more wait, less urgent." in text
    assert f'href="?team={harbor.pk}&amp;needs=all#needs"' in text
    assert len(response.context["board"].needs.shown) == 7
    assert "less urgent" not in everything


def test_board_and_frame_count_the_same(client, harbor):
    Mentorship.objects.create(
        plan=running_plan(harbor, weeks_ago=3),
        mentor=UserFactory(),
        invited_by=manager_of(harbor),
        asked_at=timezone.now() - timedelta(days=5),
    )
    running_plan(harbor, life="in_review")

    response, _ = read(client, manager_of(harbor), reverse("coaching:board"))

    assert response.context["board"].needs.count == response.context["shell"].links[0].count == 2


def test_a_mentor_on_the_board_leads_to_their_page_where_the_reader_may_open_it(client, harbor, plan):
    inside = RepFactory(team=harbor, name="Jordan Kim")
    running_plan(harbor, mentor=inside)

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    who = '<span class="sg-board__who">'
    assert (
        f'{who}<a class="sg-name sg-over" href="{reverse("coaching:person", args=[inside.pk])}">Jordan'
        in text
    )
    assert f"{who}Sofia</span>" in text


@pytest.mark.parametrize(("life", "has_days"), [("active", True), ("paused", False), ("in_review", False)])
def test_a_plan_that_rests_or_is_over_has_no_open_days_on_the_board(client, harbor, life, has_days):
    running_plan(harbor, life=life)

    response, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert bool(response.context["rows"][0].days) is has_days
    assert ("Nothing planned" in text) is not has_days


def test_board_offers_a_plan_to_a_rep_without_one(client, harbor):
    RepFactory(team=harbor, name="Jordan Kim")

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "No plan" in text
    assert "Start a plan" in text


def test_a_rep_without_a_plan_has_a_number_and_its_trend_on_the_board(client, harbor):
    on = timezone.localdate()
    noah, lena = RepFactory(name="Noah Park", team=harbor), RepFactory(name="Lena Vogel", team=harbor)
    give_weeks(noah, "wins", [1] * 13, until=on)
    give_weeks(noah, "decided", [5] * 13, until=on)
    give_weeks(lena, "opportunities", [4] * 3, until=on)

    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert f'href="{reverse("coaching:person", args=[noah.pk])}"' in text
    assert "<em>20.0% won, in 13 weeks</em>" in text
    assert text.count('class="sg-spark"') == 1
    assert "opps" not in text

    give_weeks(lena, "opportunities", [4] * 2, until=on - timedelta(weeks=3))
    assert (
        "<em>4 opps a week, in 5 weeks</em>" in read(client, manager_of(harbor), reverse("coaching:board"))[1]
    )


def test_board_of_an_empty_team_says_what_comes(client, harbor):
    _, text = read(client, manager_of(harbor), reverse("coaching:board"))

    assert "Nobody is on this team yet" in text


def test_board_filters_by_team(client, harbor, plan):
    other = TeamFactory(name="Airport", manager=manager_of(harbor))
    RepFactory(team=other, name="Jordan Kim")

    _, text = read(client, manager_of(harbor), reverse("coaching:board", query={"team": other.pk}))

    main = text.split('id="main"')[1]
    assert "Jordan Kim" in main
    assert plan.rep.name not in main


def close(plan):
    told = {"result": "met", "reasons": "Held for four weeks.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=plan.manager, at=timezone.now(), **told)


def test_board_of_a_chosen_team_shows_no_closed_plan_of_another(client, harbor, plan):
    other = TeamFactory(name="Airport", manager=manager_of(harbor))
    RepFactory(team=other, name="Jordan Kim")
    close(plan)
    url = reverse("coaching:person", args=[plan.rep_id])

    mains = []
    for query in ({}, {"team": harbor.pk}, {"team": other.pk}):
        _, text = read(client, manager_of(harbor), reverse("coaching:board", query=query))
        mains.append(text.split('id="main"')[1])

    assert [url in main for main in mains] == [True, True, False]
    assert ["Finished" in main for main in mains] == [True, True, False]
    assert [plan.rep.name in main for main in mains] == [True, True, False]
    assert ["Jordan Kim" in main for main in mains] == [True, False, True]


@pytest.mark.parametrize("team_id", ["999999", "x"])
def test_board_of_a_team_one_does_not_manage_does_not_exist(client, harbor, team_id):
    response, _ = read(client, manager_of(harbor), reverse("coaching:board", query={"team": team_id}))

    assert response.status_code == 404


def test_board_does_not_exist_for_a_rep(client, plan):
    response, _ = read(client, plan.rep, reverse("coaching:board"))

    assert response.status_code == 404
