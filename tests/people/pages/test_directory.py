import pytest

from salesgym.people.models import User
from salesgym.people.pages.directory import role_line
from salesgym.people.queries.directory import with_places
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def role_of(person):
    [placed] = with_places(User.objects.filter(pk=person.pk))
    return role_line(placed)


def test_a_list_tells_a_person_by_role_and_team(manager, rep):
    assert role_of(manager) == "Manager, Harbor SMB"
    assert role_of(rep) == "Sales rep, Harbor SMB"


def test_hr_partners_and_site_admins_are_told_as_such(organization):
    assert role_of(UserFactory(hr_partner=True)) == "HR partner"
    assert role_of(UserFactory(site_admin=True)) == "Site admin"


def test_a_membership_that_ended_is_not_told(rep):
    rep.memberships.update(ends_on="2026-01-31")

    assert role_of(rep) == "Sales rep"
