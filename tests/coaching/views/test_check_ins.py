"""A manager's week of check-ins, and the tab of one person: who is seen, moved, away, missed, and what is typed wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.coaching import CheckInFactory
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = "/check-ins/"


@pytest.fixture
def dana():
    OrganizationFactory()
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def harbor(dana):
    return TeamFactory(name="Harbor SMB", manager=dana)


@pytest.fixture
def lena(harbor):
    return RepFactory(name="Lena Fischer", team=harbor)


def words(client, user, url, **asked):
    client.force_login(user)
    return " ".join(client.get(url, asked).content.decode().split())


def test_an_empty_team_is_met_warmly(client, dana, harbor):
    page = words(client, dana, WEEK)

    assert "Nobody is in your team yet" in page
    assert "No check-ins this week" in page


def test_a_rep_finds_no_week(client, lena):
    client.force_login(lena)

    assert client.get(WEEK).status_code == 404


def test_the_week_names_who_is_still_to_see(client, dana, lena):
    CheckInFactory(rep=lena, led_by=dana, planned_for=timezone.now() - timedelta(minutes=5))

    page = words(client, dana, WEEK)

    assert "Lena still to see" in page
    assert "Start check-in" in page
