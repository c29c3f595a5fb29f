"""A mail server that cannot be reached: nothing is given up, and all goes out by itself once it is back."""

from datetime import timedelta

import pytest

from salesgym import hooks
from salesgym.notices.actions import notice
from salesgym.notices.models import Outage, Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.notices.mails import account_mail, drain, tell

pytestmark = pytest.mark.django_db
NOBODY_LISTENS = 9


@pytest.fixture
def relay(sink, settings):
    """Lets the mail server be down, and up again."""

    def is_up(answer):
        settings.EMAIL_PORT = sink.port if answer else NOBODY_LISTENS

    settings.EMAIL_HOST = "127.0.0.1"
    is_up(False)
    return is_up


def drain_every(minutes, *, since, hours):
    for step in range(int(hours * 60 / minutes)):
        assert drain(at=since + timedelta(minutes=minutes * step))["sent"] == 0
    return since + timedelta(hours=hours)


def test_twelve_hours_without_a_server_cost_none_of_two_hundred_mails_and_no_attempt(sink, relay):
    people = UserFactory.create_batch(10, uninvited=True)
    for step in range(10):
        tell(people, step)
        tell(people, step, kind="test.digest", subject_key=f"week-{step}")

    back = drain_every(20, since=AT, hours=12)

    assert Outage.objects.get().since == AT
    untouched = {"state": "pending", "attempts": 0, "handoffs": 0, "due_at": AT, "waits_since": None}
    assert Outbox.objects.filter(**untouched).count() == 200
    relay(True)
    for step in range(20):
        drain(at=back + timedelta(seconds=30 * step))
    assert dict(Outbox.objects.values_list("state", "attempts")) == {"sent": 1}
    assert set(sink.counts.values()) == {1}
    assert len(sink.counts) == 200
    assert not Outage.objects.exists()


def test_a_server_that_goes_down_amid_a_batch_leaves_the_rest_as_it_was(sink, relay, monkeypatch):
    monkeypatch.setattr("salesgym.notices.actions.outbox.MAILS_PER_CONNECTION", 2)
    for step in range(5):
        tell(UserFactory(uninvited=True), step)
    relay(True)
    sink.holds = lambda: bool(relay(len(sink.messages) < 2))

    assert drain()["sent"] == 2

    assert Outbox.objects.filter(state="pending", attempts=0, handoffs=0, last_error="").count() == 3
    assert Outage.objects.get().since == AT


def test_a_known_outage_is_asked_about_once_a_drain_before_any_mail_is_claimed(
    relay, django_assert_max_num_queries
):
    tell(UserFactory(uninvited=True))
    drain()

    with django_assert_max_num_queries(6) as asked:
        drain(at=AT + timedelta(minutes=1))

    assert not [one for one in asked.captured_queries if "claim_token = " in one["sql"]]
    assert Outage.objects.get().since == AT


def test_mail_that_was_put_off_goes_at_once_when_the_server_is_back(sink, relay):
    tell(UserFactory(uninvited=True))
    Outbox.objects.update(attempts=9, waits_since=AT, due_at=AT + timedelta(hours=14))
    account_mail()
    back = drain_every(60, since=AT, hours=12)
    relay(True)

    assert drain(at=back)["sent"] == 1

    states = dict(Outbox.objects.values_list("kind", "state"))
    assert states == {"test.reminder": "sent", "account.password": "expired"}


def test_waiting_ends_and_is_shown(relay):
    tell(UserFactory(uninvited=True))

    drain_every(12 * 60, since=AT, hours=7 * 24)
    assert Outbox.objects.get().state == "pending"
    drain(at=AT + timedelta(days=7, seconds=1))

    mail = Outbox.objects.get()
    assert (mail.state, mail.last_error, mail.attempts) == ("expired", "too_late", 0)
    assert mail.ended_at == AT + timedelta(days=7, seconds=1)


@pytest.mark.parametrize(("kind", "state"), [("test.reminder", "sent"), ("test.digest", "cancelled")])
def test_who_is_away_beyond_its_last_moment_reads_a_reminder_and_the_next_digest(sink, kind, state):
    person = UserFactory(uninvited=True)
    item = notice.Item(
        to=person, title="", url="/", refs={"step": 1}, due_at=AT, not_after=AT + timedelta(days=7)
    )
    notice.give_many(kind, [item], at=AT)
    back = AT + timedelta(days=21)
    hooks.writing_times.add(lambda moments: [max(at, back) for _person, at in moments])

    for day in range(24):
        drain(at=AT + timedelta(days=day))

    assert Outbox.objects.get().state == state
    assert not Outbox.objects.lost_since(AT).exists()
