"""The mentor's desk, the teams below, and the page each person starts on."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from salesgym.numbers.actions import team_weeks
from salesgym.people.models import Membership
from tests.coaching.floor import manager_of, read, running_plan, team
from tests.factories.coaching import PracticeEntryFactory
from tests.factories.numbers import give_weeks
from tests.factories.people import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_desk_shows_what_waits_and_since_when(client, plan):
    _, text = read(client, plan.mentor, reverse("coaching:mentor_desk"))

    assert "One mentee waits for your answer" in text
    assert "since yesterday" in text


def test_desk_says_for_how_long_a_workout_waits_and_not_that_it_took_so_long(client, plan):
    on = timezone.localdate() - timedelta(days=20)
    with_note = PracticeEntryFactory(
        plan=plan,
        drill=plan.programme.get().drill,
        note="Ten.",
        practiced_at=timezone.now() - timedelta(days=20),
    )

    response, text = read(client, plan.mentor, reverse("coaching:mentor_desk"))

    (one,) = response.context["desk"].waiting
    assert one.what == f"{plan.rep.first_name} on {with_note.drill.name}"
    assert one.since == f"{on:%-d %b}, waits 20 days"
    assert "practiced" not in text


@pytest.mark.parametrize(("said", "waits"), [("Thank you", 0), ("thanks!", 0), ("Thank you. And then?", 1)])
def test_a_thank_you_closes_the_talk(client, plan, said, waits):
    for author, body in ((plan.mentor, "Good pause."), (plan.rep, said)):
        client.force_login(author)
        client.post(
            reverse("coaching:add_comment", args=[plan.pk]), {"client_id": str(uuid.uuid4()), "body": body}
        )

    response, _ = read(client, plan.mentor, reverse("coaching:mentor_desk"))

    assert len(response.context["desk"].waiting) == waits


def test_answered_word_no_longer_waits(client, plan):
    client.force_login(plan.mentor)
    client.post(
        reverse("coaching:add_comment", args=[plan.pk]),
        {"client_id": str(uuid.uuid4()), "body": "Good pause."},
    )

    response, _ = read(client, plan.mentor, reverse("coaching:mentor_desk"))

    assert response.context["desk"].waiting == []


def test_desk_of_somebody_nobody_asked_is_empty(client):
    _, text = read(client, UserFactory(), reverse("coaching:mentor_desk"))

    assert "Nobody has asked you yet" in text


def test_teams_are_counted_without_names(client, harbor, plan):
    boss = UserFactory()
    harbor.parent = TeamFactory(name="West", manager=boss)
    harbor.save()

    _, text = read(client, boss, reverse("coaching:team_overview"))

    assert "Harbor SMB" in text
    assert plan.rep.name not in text


def test_team_figures_stand_beside_the_four_weeks_before(client, harbor, plan):
    partner = UserFactory(hr_partner=True)
    partner.hr_teams.add(harbor)
    today = timezone.localdate()
    give_weeks(plan.rep, "wins", [1, 1, 1, 1, 3, 3, 3, 3], until=today)
    give_weeks(plan.rep, "decided", [4, 4, 4, 4, 4, 4, 4, 4], until=today)
    give_weeks(plan.rep, "revenue", [0, 0, 0, 0, 1000, 1000, 1000, 500], until=today)
    team_weeks.rebuild()

    response, text = read(client, partner, reverse("coaching:team_overview"))

    (line,) = response.context["overview"].lines
    assert [(cell.now, cell.before) for cell in line.cells[1:]] == [
        ("12", "4"),
        ("75.0%", "25.0%"),
        ("$3,500", "$0"),
    ]
    assert "25.0% before" in text


def test_team_without_numbers_says_none_yet_and_no_zero(client, harbor, plan):
    _, text = read(client, UserFactory(hr_partner=True), reverse("coaching:team_overview"))

    assert text.count("none yet") == 4 * 2


def test_hr_partner_without_named_teams_sees_all(client, harbor, plan):
    response, _ = read(client, UserFactory(hr_partner=True), reverse("coaching:team_overview"))

    names = {line.name for line in response.context["overview"].lines}
    assert names == {membership.team.name for membership in Membership.objects.select_related("team")}


def test_hr_partner_of_some_teams_sees_those_alone(client, harbor, plan):
    elsewhere = team("Airport")
    running_plan(elsewhere)
    partner = UserFactory(hr_partner=True)
    partner.hr_teams.add(elsewhere)

    _, text = read(client, partner, reverse("coaching:team_overview"))

    assert "Airport" in text
    assert "Harbor SMB" not in text


def test_team_figures_do_not_exist_for_others(client, harbor, plan):
    for person in (plan.rep, manager_of(harbor), UserFactory()):
        response, _ = read(client, person, reverse("coaching:team_overview"))
        assert response.status_code == 404


@pytest.mark.parametrize("role", ["manager", "rep", "mentor", "hr", "nobody"])
def test_start_page_is_where_the_work_is(client, harbor, plan, role):
    people = {
        "manager": (manager_of(harbor), reverse("coaching:board")),
        "rep": (plan.rep, reverse("coaching:today")),
        "mentor": (UserFactory(), reverse("coaching:mentor_desk")),
        "hr": (UserFactory(hr_partner=True), reverse("coaching:team_overview")),
        "nobody": (UserFactory(), reverse("people:me")),
    }
    person, url = people[role]
    if role == "mentor":
        Plan.objects.filter(pk=plan.pk).update(mentor=person)

    response, _ = read(client, person, "/")

    assert response.url == url
