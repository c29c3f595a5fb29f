"""Whom a manager's digest tells of."""

from datetime import UTC, datetime

import pytest

from coaching.queries import digest
from tests.factories.people import MembershipFactory, OrganizationFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 26, 15, tzinfo=UTC)


def test_a_manager_who_is_in_their_own_team_is_not_their_own_rep():
    OrganizationFactory()
    manager, rep = UserFactory(), UserFactory()
    team = TeamFactory(manager=manager)
    for person in (manager, rep):
        MembershipFactory(team=team, person=person)
    PlanFactory(active=True, rep=manager)
    theirs = PlanFactory(active=True, rep=rep, manager=manager)

    found = digest.of_managers([manager.pk], at=AT)

    assert [line.plan for line in found[manager.pk].plans] == [theirs]
