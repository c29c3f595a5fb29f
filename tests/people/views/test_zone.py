"""The time zone is chosen in the same way in set-up, in an invitation and in Me."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.people.actions import invitation
from salesgym.people.calculations.zones import zone_of
from salesgym.people.models import Organization
from tests.factories.people import UserFactory
from tests.people.first_start import claim


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" berlin ", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
        ("Atlantis", "Atlantis"),
        ("", ""),
    ],
)
def test_a_city_is_enough_to_name_its_zone(typed: str, zone: str) -> None:
    assert zone_of(typed) == zone


def control(page: str) -> str:
    """The attributes of the field for the time zone that make it the control it is."""
    found = re.search(r'<input[^>]*name="time_zone"[^>]*>', page)
    assert found is not None
    return " ".join(sorted(re.findall(r'(?:type|list|autocomplete|maxlength)="[^"]*"', found[0])))


@pytest.mark.django_db
def test_the_same_control_asks_in_all_three_places(client, rep, client_of):
    me = client_of(rep).get(reverse("people:me")).content.decode()
    link = invitation.invite(person=UserFactory(uninvited=True), by=None, at=timezone.now())
    invited = client.get(link.partition("8000")[2], follow=True).content.decode()

    assert control(me) == control(invited)
    assert 'list="time-zones"' in control(me)


@pytest.mark.django_db
def test_set_up_takes_a_city_as_well(client):
    page = client.get("/start/organization/").content.decode()
    claim(client, time_zone="madrid")

    assert 'list="time-zones"' in control(page)
    assert Organization.objects.get().time_zone == "Europe/Madrid"
