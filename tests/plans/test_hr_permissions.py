"""An HR partner acts on formal plans of the teams they cover, and on none in which they take part."""

import pytest

from plans.models import Plan
from plans.permissions import acts_as_hr, covers
from tests.coaching.floor import manager_of, team
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def draft_of(harbor, kind):
    rep = MembershipFactory(team=harbor).person
    return PlanFactory(rep=rep, manager=manager_of(harbor), kind=kind)


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def formal(harbor):
    return draft_of(harbor, Plan.Kind.FORMAL)


def hr(*teams):
    partner = UserFactory(is_hr_partner=True)
    partner.hr_teams.set(teams)
    return partner


def test_hr_covers_the_teams_named_for_them_and_all_where_none_is(formal, harbor):
    assert acts_as_hr(hr(), formal)
    assert acts_as_hr(hr(harbor), formal)
    assert not acts_as_hr(hr(team("Pier")), formal)
    assert not acts_as_hr(UserFactory(), formal)


def test_a_coaching_plan_is_none_of_hrs_business(harbor):
    assert not acts_as_hr(hr(), draft_of(harbor, Plan.Kind.COACHING))


def test_nobody_acts_as_hr_on_a_plan_in_which_they_take_part(formal):
    mentor = hr()
    formal.mentor = mentor
    for one in (formal.manager, formal.rep):
        one.is_hr_partner = True
        one.save()

    assert not acts_as_hr(mentor, formal)
    assert not acts_as_hr(formal.manager, formal)
    assert not acts_as_hr(formal.rep, formal)
    assert not covers(formal.rep, formal.rep)


def test_who_left_covers_nobody(formal):
    partner = hr()
    partner.is_active = False
    partner.save()

    assert not acts_as_hr(partner, formal)
