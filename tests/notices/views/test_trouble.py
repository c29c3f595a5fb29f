"""What is wrong with mail is seen: by machines, on the delivery page, and on Set-up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.notices.actions import heartbeat, outage
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory
from tests.notices.mails import tell

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 28, 19, 2, tzinfo=UTC)
WORDS = "421 relay-7.internal.example is closing"
SET_UP = {"Set-up": "Mail does not go out as it should"}


@pytest.fixture
def admin(client):
    somebody = UserFactory(uninvited=True, is_staff=True, time_zone="Europe/Berlin")
    client.force_login(somebody)
    return somebody


def mails(*told):
    """Mails of the test kind with these fields."""
    for step, fields in enumerate(told):
        tell(UserFactory(uninvited=True), step)
        newest = Outbox.objects.latest("pk")
        Outbox.objects.filter(pk=newest.pk).update(**{"not_after": None, "due_at": timezone.now()} | fields)


def health(client):
    for part in ("worker", "mail", "beat"):
        heartbeat.record(part=part, at=timezone.now())
    answer = client.get("/health/")
    return answer.status_code, answer.json()


def marks(client):
    shell = client.get(reverse("notices:delivery")).context["shell"]
    return {link.label: link.mark for link in shell.links if link.mark}


def test_a_silent_server_is_seen_by_machines_without_its_words_and_by_site_admins_with_them(client, admin):
    assert marks(client) == {}
    outage.note(error="ConnectionRefusedError", at=SINCE)
    outage.note(error=WORDS, at=SINCE + timedelta(hours=5))

    status, state = health(client)
    page = client.get(reverse("notices:delivery")).content.decode()

    assert (status, state["status"]) == (503, "unwell")
    assert state["reasons"] == ["mail server does not answer since 2026-11-28 19:02 UTC"]
    assert WORDS not in str(state)
    assert "The mail server has not answered since 28 November, 20:02." in page
    assert WORDS in page
    assert marks(client) == SET_UP
    assert SET_UP["Set-up"] in client.get(reverse("admin:index")).content.decode()
    outage.end(at=SINCE + timedelta(hours=6))
    assert (health(client)[0], marks(client)) == (200, {})


def test_the_mark_is_for_site_admins(client, admin):
    outage.note(error=WORDS, at=SINCE)
    client.force_login(UserFactory(uninvited=True))

    page = client.get(reverse("people:me"))

    assert not [link for link in page.context["shell"].links if link.mark]
    assert SET_UP["Set-up"] not in page.content.decode()


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        ("dead", "given up: 1", "In the last day 1 mail was given up."),
        ("unknown", "perhaps not delivered: 1", "Nobody knows whether 1 mail of the last day arrived."),
        ("expired", "too late to be sent: 1", "In the last day 1 mail was too late to be sent."),
        ("cancelled", "", ""),
    ],
)
def test_mail_lost_in_the_last_day_makes_it_unwell_and_older_mail_does_not(
    client, admin, state, reason, sentence
):
    long_ago, now = timezone.now() - timedelta(days=3), timezone.now()
    mails({"state": state, "due_at": long_ago, "ended_at": long_ago})
    assert (health(client)[0], marks(client)) == (200, {})
    mails({"state": state, "due_at": long_ago, "ended_at": now})

    status, told = health(client)

    assert (status, told["reasons"]) == (
        (503, [f"mail of the last day that was {reason}"]) if reason else (200, [])
    )
    assert marks(client) == (SET_UP if reason else {})
    assert sentence in client.get(reverse("notices:delivery")).content.decode()


def test_health_minds_mail_that_waits_too_long_also_where_the_server_put_it_off(client):
    now = timezone.now()
    mails(
        {"due_at": now - timedelta(minutes=20)},
        {"waits_since": now - timedelta(minutes=50), "due_at": now + timedelta(minutes=30)},
        {"due_at": now + timedelta(hours=9)},
    )

    status, state = health(client)

    assert (status, state["reasons"]) == (503, ["mail has waited for 50 minutes"])
    assert state["oldest_waiting_seconds"] >= 3000


def test_everything_is_tried_again_with_one_button_that_says_how_much(client, admin):
    soon, late = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    mails(
        {"state": "dead", "last_error": "550 not wanted", "attempts": 12},
        {"state": "dead", "last_error": "lease_ran_out", "attempts": 12},
        {"waits_since": late, "due_at": soon, "attempts": 4},
        {"state": "dead", "last_error": "too old", "not_after": late},
        {"due_at": soon},
        {"state": "unknown"},
    )
    assert "Try all 3 again" in client.get(reverse("notices:delivery")).content.decode()

    page = client.post(reverse("notices:retry_all"), follow=True).content.decode()

    assert "3 mails go out again within a minute" in page
    assert "Try all" not in page
    again = Outbox.objects.filter(state="pending", attempts=0, due_at__lte=timezone.now())
    assert sorted(again.values_list("last_error", flat=True)) == ["", "", "lease_ran_out"]
    page = client.post(reverse("notices:retry_all"), follow=True).content.decode()
    assert "Nothing is left to try again." in page
