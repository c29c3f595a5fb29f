from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesgym import hooks
from salesgym.people.actions import membership
from salesgym.people.models import User
from salesgym.people.queries import directory
from salesgym.people.queries import team as queries
from salesgym.people.queries.directory import Link
from tests.factories.people import (
    InvitationFactory,
    LeaveFactory,
    ManagementFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)


def words(response):
    return " ".join(response.content.decode().split())


def found(browser, text):
    return words(browser.get(reverse("people:find"), {"q": text}))


def test_manager_sees_who_is_in_their_team_who_came_in_and_who_is_away(client_of, manager, team, rep):
    invited = RepFactory(name="Lena Fischer", team=team, uninvited=True)
    InvitationFactory(person=invited)
    RepFactory(name="Noah Petrov", team=team, uninvited=True)
    tomorrow = timezone.localdate() + timedelta(days=1)
    LeaveFactory(person=rep, starts_on=tomorrow, ends_on=tomorrow)

    page = words(client_of(manager).get(reverse("people:team")))

    assert all(name in page for name in ["Harbor SMB", "Marcus Bell", "Lena Fischer", "Noah Petrov"])
    assert "Invited 5 Jan" in page
    assert "Not invited yet" in page
    assert tomorrow.strftime("%-d %b") in page


def test_team_page_does_not_exist_for_those_who_manage_nobody(client_of, rep, stranger, hr, site_admin):
    for person in [rep, stranger, hr, site_admin]:
        assert client_of(person).get(reverse("people:team")).status_code == 404


def test_former_manager_loses_the_team_page_with_the_next_request(client_of, manager, team, rep):
    browser = client_of(manager)
    assert browser.get(reverse("people:team")).status_code == 200

    membership.step_down(person=manager, team=team, on=timezone.localdate())

    assert browser.get(reverse("people:team")).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_team_list_takes_as_many_queries_for_many_members(count, django_assert_num_queries):
    manager = UserFactory()
    team = TeamFactory(manager=manager)
    for _ in range(count):
        InvitationFactory(person=RepFactory(team=team, uninvited=True))

    with django_assert_num_queries(4):
        queries.managed_teams(manager, on=TODAY)


def test_manager_finds_their_reps_by_a_part_of_the_name(client_of, manager, rep, stranger):
    browser = client_of(manager)

    assert "Marcus Bell" in found(browser, "marc bel")
    assert "Melvin Marxen" not in found(browser, "mar")
    assert "Nobody called" in found(browser, "Melvin")


def test_rep_finds_nobody_else(client_of, rep, team):
    RepFactory(name="Lena Fischer", team=team)

    assert "Marcus Bell" in found(client_of(rep), "e")
    assert "Lena Fischer" not in found(client_of(rep), "e")
    assert "Dana Whitfield" not in found(client_of(rep), "dana")


def test_site_admin_finds_everybody(client_of, site_admin, rep, stranger):
    assert "Melvin Marxen" in found(client_of(site_admin), "melvin")


def test_empty_and_hostile_words_find_nobody_and_break_nothing(client_of, site_admin):
    for text in ["", "   ", "%", "_", "\x00", "<script>", "' OR 1=1 --", "x" * 5000]:
        page = found(client_of(site_admin), text)
        assert "<script>" not in page


def test_higher_apps_add_whom_one_may_find_and_where_names_lead(client_of, mentor, rep):
    def mentees(user):
        return User.objects.filter(pk=rep.pk) if user == mentor else User.objects.none()

    def links(user, people):
        return {person.pk: [Link("Open plan", "/somewhere/")] for person in people}

    with hooks.people_to_find.replaced(mentees), hooks.links_to_people.replaced(links):
        page = found(client_of(mentor), "marcus")

    assert "Marcus Bell" in page
    assert 'href="/somewhere/"' in page


@pytest.mark.parametrize("count", [1, 20])
def test_finding_many_takes_as_many_queries(count, site_admin):
    for number in range(count):
        ManagementFactory(person=RepFactory(name=f"Ana Number{number}"))

    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        people = directory.find(site_admin, "ana number")

    assert len(people) == count
    assert len(queries_made) <= 8
