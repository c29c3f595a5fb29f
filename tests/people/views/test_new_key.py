"""A new secret key while the old one is still believed: what was signed before goes on working."""

import re

import pytest
from django.urls import reverse

from salesgym import clock
from salesgym.notices.emails import unsubscribe_url
from salesgym.notices.models import Outbox, Preference
from salesgym.people.actions import invitation
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def test_links_and_sessions_of_the_old_key_go_on_working_while_it_is_a_fallback(client, client_of, settings):
    person, guest = UserFactory(), UserFactory(uninvited=True)
    inside = client_of(person)
    unsubscribe = unsubscribe_url(person_id=person.pk, kind="coaching.comment").removeprefix(SITE)
    invited = invitation.invite(person=guest, by=None, at=clock.now()).removeprefix(SITE)
    Outbox.objects.all().delete()
    client.post(reverse("account_reset_password"), {"email": person.email}, HTTP_HOST="localhost")
    (reset,) = re.findall(rf"{SITE}(\S+)", Outbox.objects.get().letter.text)

    old, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-key-" * 6
    assert client.get(unsubscribe).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]

    assert inside.get(reverse("people:me")).status_code == 200
    assert client.get(invited).status_code == 200
    assert client.post(unsubscribe).status_code == 200
    assert Preference.objects.get(person=person).email is False
    page = client.get(reset, follow=True)
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": "a-new-climb-now", "password2": "a-new-climb-now"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.check_password("a-new-climb-now")
