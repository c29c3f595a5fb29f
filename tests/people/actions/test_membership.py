from datetime import date

import pytest

from salesgym.people.actions import membership
from salesgym.people.actions.membership import MembershipRefused
from salesgym.people.models import Membership, User
from tests.factories.people import ManagementFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)


def test_move_ends_the_old_membership_the_day_before():
    rep, team = RepFactory(), TeamFactory()

    membership.move(person=rep, team=team, on=MONDAY)

    old, new = rep.memberships.order_by("starts_on")
    assert (old.ends_on, new.team, new.starts_on, new.ends_on) == (date(2026, 1, 4), team, MONDAY, None)


def test_move_to_the_same_team_changes_nothing():
    rep = RepFactory()
    before = list(Membership.objects.values_list())

    membership.move(person=rep, team=rep.memberships.get().team, on=MONDAY)

    assert list(Membership.objects.values_list()) == before


def test_second_move_on_one_day_leaves_no_empty_membership():
    rep, slip, team = RepFactory(), TeamFactory(), TeamFactory()
    membership.move(person=rep, team=slip, on=MONDAY)

    membership.move(person=rep, team=team, on=MONDAY)

    assert not Membership.objects.filter(team=slip).exists()
    assert rep.memberships.get(ends_on=None).team == team


def test_manager_of_the_old_team_loses_a_moved_rep_at_once():
    manager = UserFactory()
    rep = RepFactory(manager=manager)

    membership.move(person=rep, team=TeamFactory(), on=MONDAY)

    assert not User.objects.managed_by(manager).exists()


def test_ended_membership_leaves_a_person_in_no_team():
    rep = RepFactory()

    membership.end(person=rep, on=MONDAY)

    assert not rep.memberships.filter(ends_on=None).exists()
    with pytest.raises(MembershipRefused, match="is in no team"):
        membership.end(person=rep, on=MONDAY)


def test_appointed_manager_sees_the_team_beside_the_others():
    first, second = UserFactory(), UserFactory()
    rep = RepFactory(manager=first)
    team = rep.memberships.get().team

    membership.appoint(person=second, team=team, on=MONDAY)
    membership.appoint(person=second, team=team, on=MONDAY)

    assert list(User.objects.managed_by(first)) == list(User.objects.managed_by(second)) == [rep]
    assert second.managements.count() == 1


def test_manager_who_steps_down_sees_nothing_at_once():
    manager = UserFactory()
    rep = RepFactory(manager=manager)

    membership.step_down(person=manager, team=rep.memberships.get().team, on=MONDAY)

    assert not User.objects.managed_by(manager).exists()
    assert manager.managements.get().ends_on == MONDAY


def test_stepping_down_from_a_team_of_others_is_refused():
    with pytest.raises(MembershipRefused, match="does not manage"):
        membership.step_down(person=UserFactory(), team=ManagementFactory().team, on=MONDAY)
