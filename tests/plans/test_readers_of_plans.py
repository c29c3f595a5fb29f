"""A file of people names the plans that somebody else will read."""

from datetime import date

import pytest

from salesgym.people.actions import people_file, people_import
from tests.factories.people import ManagementFactory, MembershipFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def preview_of_a_move(rep):
    west, east = TeamFactory(name="West"), TeamFactory(name="East")
    ManagementFactory(team=west, person=UserFactory(name="Dana Whitfield"))
    ManagementFactory(team=east, person=UserFactory(name="Omar Haddad"))
    MembershipFactory(person=rep, team=west, starts_on=date(2026, 1, 5))
    file = people_file.read(f"name,email,team\n{rep.name},{rep.email},East\n".encode())
    return people_import.take_in(file=file, on=date(2026, 11, 30), is_rehearsal=True)


def test_a_plan_that_gets_another_reader_is_named():
    rep = UserFactory(name="Marcus Bell", email="marcus@x.example")
    PlanFactory(rep=rep, active=True)

    assert preview_of_a_move(rep).plans == ["Marcus's plan will be read by Omar instead of Dana."]


def test_a_draft_and_a_closed_plan_are_not():
    rep = UserFactory(name="Marcus Bell", email="marcus@x.example")
    PlanFactory(rep=rep)

    assert preview_of_a_move(rep).plans == []
