import pytest

from salesgym.people.models import User
from tests.factories.people import RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_rep_of_a_managed_team_is_managed_by_its_manager():
    manager = UserFactory()
    team = TeamFactory(manager=manager)

    rep = RepFactory(team=team)

    assert list(User.objects.managed_by(manager)) == [rep]


def test_rep_may_name_the_manager_alone():
    manager = UserFactory()

    rep = RepFactory(manager=manager)

    assert list(User.objects.managed_by(manager)) == [rep]
