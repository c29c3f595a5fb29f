"""A reward that a closed plan still owes waits for the manager like any other."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.queries import digest
from plans.actions import reward as rewards
from plans.models import Reward
from tests.coaching.floor import read
from tests.factories.lasting import ended_plan
from tests.factories.people import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
BOARD = reverse("coaching:board")


@pytest.fixture
def owed(rep, manager):
    """Earned in a plan that has closed, long ago and under no open plan."""
    plan = ended_plan(rep, manager, reward="Lunch by the harbor")
    return Reward.objects.get(milestone__plan=plan)


def test_it_stands_under_needs_you_in_the_badge_and_in_the_digest(client, manager, owed):
    text = read(client, manager, BOARD)[1]

    assert "Lunch by the harbor for Marcus is ready to give" in text
    assert "One thing needs you." in text
    [facts] = digest.of_managers([manager.pk], at=timezone.now()).values()
    assert [one.what for one in facts.owed] == ["Lunch by the harbor"]


def test_the_queue_itself_gives_it(client, manager, owed):
    address = reverse("plans:deliver_reward", args=[owed.pk])
    assert f'action="{address}"' in read(client, manager, BOARD)[0].text

    given = client.post(address, {"next": BOARD})

    assert given.url == BOARD
    owed.refresh_from_db()
    assert owed.is_delivered


def test_once_given_it_waits_no_more(client, manager, owed):
    rewards.deliver(reward=owed, by=manager, at=timezone.now())

    assert "is ready to give" not in read(client, manager, BOARD)[1]
    assert digest.of_managers([manager.pk], at=timezone.now()) == {}


def test_it_waits_for_nobody_where_the_rep_has_left_and_for_no_other_manager(client, manager, owed):
    other = UserFactory()
    TeamFactory(manager=other)
    assert "is ready to give" not in read(client, other, BOARD)[1]

    type(manager).objects.filter(pk=owed.milestone.plan.rep_id).update(is_active=False)
    assert "is ready to give" not in read(client, manager, BOARD)[1]
