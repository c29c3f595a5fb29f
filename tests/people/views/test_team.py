from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesgym.people.actions import membership
from salesgym.people.queries import directory
from salesgym.people.queries import team as queries
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


def test_the_earlier_address_of_find_leads_to_the_page_of_today(client_of, rep):
    moved = client_of(rep).get(reverse("people:find"), {"q": "a & b"})

    assert moved.status_code == 301
    assert moved.url == "/find/?q=a+%26+b"


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
