"""What a site admin may send again from the delivery page, and what no longer goes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.notices.actions import outbox
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory
from tests.notices.mails import account_mail, tell
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def admin(client):
    client.force_login(UserFactory(uninvited=True, is_staff=True))


@pytest.mark.parametrize(
    ("values", "twice"),
    [
        ({"state": "dead", "attempts": 12}, False),
        ({"state": "unknown", "policy": "at_most_once", "handoffs": 1}, True),
    ],
)
def test_mail_that_was_given_up_or_perhaps_arrived_can_be_tried_again(client, sink, values, twice):
    tell(UserFactory(uninvited=True))
    mail = Outbox.objects.get()
    Outbox.objects.update(not_after=None, **values)
    address = reverse("notices:delivery_mail", args=[mail.pk])

    page = client.get(address).content.decode()
    assert "Try again" in page
    assert ("They may get it twice." in page) is twice
    client.post(reverse("notices:retry_mail", args=[mail.pk]))

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.handoffs) == ("pending", 0, 0)
    assert "Try again" not in client.get(address).content.decode()
    assert outbox.drain(clock=timezone.now, seconds=MOST_SECONDS)["sent"] == 1


def test_mail_that_is_too_late_or_has_lost_its_words_cannot_be_tried_again(client):
    tell(UserFactory(uninvited=True))
    account_mail()
    Outbox.objects.update(state="unknown")
    Outbox.objects.filter(address="").update(not_after=timezone.now() - timedelta(minutes=1))

    for mail in Outbox.objects.all():
        address = reverse("notices:delivery_mail", args=[mail.pk])
        assert "Try again" not in client.get(address).content.decode()
        assert not outbox.retry(mail=mail, at=timezone.now())
    assert Outbox.objects.filter(state="unknown").count() == 2
