"""A rep's number on their numbers page: for the rep and their manager, for nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.money.attainment import calendar_period
from tests.factories.deals import DealFactory
from tests.factories.numbers import QuotaFactory


@pytest.fixture
def quota(rep):
    """Half of 77,770 is in."""
    period = calendar_period(timezone.localdate(), 3)
    opened_on = period.starts_on
    DealFactory(owner=rep, won=True, amount_minor=3_888_500, opened_on=opened_on, closed_on=opened_on)
    return QuotaFactory(rep=rep, starts_on=period.starts_on, amount=77_770)


def test_the_rep_and_their_manager_read_their_number_and_how_it_is_worked_out(client, rep, manager, quota):
    for person in (rep, manager):
        client.force_login(person)

        page = client.get(reverse("numbers:rep_numbers", args=[rep.pk])).content.decode()

        assert "50% of this quarter&#x27;s number with" in page
        assert "How is this worked out?" in page
        assert "$77,770" in page
        assert "In: 1 deal won" in page


def test_without_a_number_nothing_is_said(client, rep):
    client.force_login(rep)

    page = client.get(reverse("numbers:rep_numbers", args=[rep.pk])).content.decode()

    assert 'id="attainment"' not in page


def test_other_reps_and_other_managers_never_read_it(client, rep, other_manager, stranger, quota):
    for person in (stranger, other_manager):
        client.force_login(person)
        assert client.get(reverse("numbers:rep_numbers", args=[rep.pk])).status_code == 404
