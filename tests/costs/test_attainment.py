"""Numbers of the period ride along: the board of twenty stays light, and asks no more for a team that has them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.money.attainment import calendar_period
from salesgym.people.models import JobRole, User
from tests.coaching.floor import manager_of, team
from tests.costs.test_floor import count, grow
from tests.factories.deals import DealFactory
from tests.factories.numbers import QuotaFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_board_of_twenty_with_numbers_is_light_and_asks_as_little(client):
    harbor = team()
    grow(harbor, 20, mentor=UserFactory())
    JobRole.objects.update(quota=40_000)
    starts_on = calendar_period(timezone.localdate(), 3).starts_on
    for rep in User.objects.filter(plans__isnull=False).distinct():
        QuotaFactory(rep=rep, starts_on=starts_on, amount=90_000)
        DealFactory(owner=rep, won=True, opened_on=starts_on, closed_on=starts_on, amount_minor=7_400_000)

    queries, weight = count(client, manager_of(harbor), reverse("coaching:board"))

    assert queries <= 9
    assert weight.is_light_board, weight
