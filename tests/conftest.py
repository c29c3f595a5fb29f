"""What every test may use."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.skips import pytest_runtest_makereport

if TYPE_CHECKING:
    from django.test import Client

    from salesgym.people.models import Organization, Team, User

__all__ = ["pytest_runtest_makereport"]


# The cast: a rep and his manager in one team, a mentor and a stranger in others, HR, a site admin.


@pytest.fixture
def organization(db: None) -> "Organization":
    from tests.factories.people import OrganizationFactory

    return OrganizationFactory()


@pytest.fixture
def team(organization: "Organization", manager: "User") -> "Team":
    from tests.factories.people import TeamFactory

    return TeamFactory(name="Harbor SMB", manager=manager)


@pytest.fixture
def manager(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Dana Whitfield", email="dana@example.com")


@pytest.fixture
def rep(team: "Team") -> "User":
    from tests.factories.people import RepFactory

    return RepFactory(name="Marcus Bell", email="marcus@example.com", team=team)


@pytest.fixture
def mentor(organization: "Organization") -> "User":
    """A rep of another team; a test that wants a mentor's rights lets him accept a plan."""
    from tests.factories.people import RepFactory

    return RepFactory(name="Priya Nair", email="priya@example.com")


@pytest.fixture
def stranger(organization: "Organization") -> "User":
    """A rep of another team who has nothing to do with the others."""
    from tests.factories.people import RepFactory

    return RepFactory(name="Melvin Marxen", email="melvin@example.com")


@pytest.fixture
def hr(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Hanna Roth", email="hanna@example.com", hr_partner=True)


@pytest.fixture
def site_admin(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Sam Okafor", email="sam@example.com", site_admin=True)


@pytest.fixture
def client_of() -> "Callable[[User], Client]":
    """A browser in which this person is signed in: client_of(rep).get("/")."""
    from django.test import Client

    def signed_in(person: "User") -> "Client":
        client = Client()
        client.force_login(person)
        return client

    return signed_in
