"""The tab Deals as somebody reads it, and forms as a browser sends them."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from tests.coaching.floor import read
from tests.factories.deals import DealFactory

DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def tab_of(rep) -> str:
    return reverse("deals:person_deals", args=[rep.pk])


def words(client, reader, rep) -> str:
    response, text = read(client, reader, tab_of(rep))
    assert response.status_code == 200
    return " ".join(text.split())


def usual(rep, days=38, **fields):
    """Six won deals of this rep that took so many days each, lately."""
    closed = today() - 5 * DAY
    DealFactory.create_batch(
        6, owner=rep, won=True, opened_on=closed - days * DAY, closed_on=closed, **fields
    )


def post(client, reader, route, pk, **sent):
    client.force_login(reader)
    return client.post(
        reverse(f"deals:{route}", args=[pk]), {"csrfmiddlewaretoken": "as in a browser", **sent}
    )
