"""What reps say of a manager's check-ins stands on the manager's week, together and from five on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import HelpRating
from tests.coaching.floor import read
from tests.factories.coaching import CheckInFactory
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_reps_say_of_check_ins_is_read_together_once_five_have_answered(client):
    OrganizationFactory()
    dana = UserFactory()
    team, at, pages = TeamFactory(manager=dana), timezone.now() - timedelta(days=45), []
    for number in range(5):
        rep = RepFactory(team=team, password="!")
        talk = CheckInFactory(rep=rep, led_by=dana, held=True, planned_for=at)
        said = {"helped": 4 if number else 1, "promises_came": 2, "rated_at": at + timedelta(hours=1)}
        HelpRating.objects.create(check_in=talk, rep=rep, led_by=dana, **said)
        pages.append(read(client, dana, reverse("coaching:check_ins"))[1])

    assert "Did it help? Mostly yes, from 5 reps. What was promised came: in part." in pages[4]
    assert not any("Did it help?" in page for page in pages[:4])
