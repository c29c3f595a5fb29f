"""A mail belongs to the holder of its lease, and to nobody after a death at the server."""

from datetime import timedelta

import pytest

from salesgym.notices.actions import claim
from salesgym.notices.actions.claim import Lane
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory
from tests.notices.conftest import AT
from tests.notices.mails import drain, tell

pytestmark = pytest.mark.django_db


def test_claimed_mail_is_nobody_elses():
    for step in range(3):
        tell(UserFactory(uninvited=True), step)

    first = claim.take(lane=Lane.REMINDER, at=AT)
    second = claim.take(lane=Lane.REMINDER, at=AT)

    assert (len(first.mails), len(second.mails)) == (3, 0)


def test_holder_that_lost_its_lease_changes_nothing():
    tell(UserFactory(uninvited=True))
    lost = claim.take(lane=Lane.REMINDER, at=AT)
    pk = lost.mails[0].pk
    Outbox.objects.update(lease_until=AT - timedelta(days=400))
    claim.take_back()
    again = claim.take(lane=Lane.ALONE, at=AT)
    assert [mail.pk for mail in again.mails] == [pk]

    assert not claim.hand_on(lost, pk, subject="Late", last=None, at=AT)
    assert not claim.hand_on(lost, 0, subject="Late", last=pk, at=AT)
    assert claim.renew(lost) == set()
    assert claim.mark_sent(lost, [pk], at=AT) == 0
    assert claim.cancel(lost, pk, reason="late") == 0
    assert claim.let_go(lost, [pk]) == 0
    assert Outbox.objects.get().claim_token == again.token


def test_hand_over_marks_the_mail_before_it_and_may_be_repeated():
    for step in range(3):
        tell(UserFactory(uninvited=True), step)
    batch = claim.take(lane=Lane.REMINDER, at=AT)
    first, second, third = [mail.pk for mail in batch.mails]

    for _time in range(2):  # as after a connection that broke in its commit
        assert claim.hand_on(batch, first, subject="One", last=None, at=AT)
    for _time in range(2):
        assert claim.hand_on(batch, second, subject="Two", last=first, at=AT)
    claim.let_go(batch, [first, second, third])

    rows = Outbox.objects.order_by("pk").values_list("state", "handoffs", "attempts", "subject", "sent_at")
    assert list(rows) == [
        ("sent", 1, 1, "One", AT),
        ("handoff", 1, 1, "Two", None),
        ("pending", 0, 0, "", None),
    ]


@pytest.mark.parametrize(("policy", "state"), [("at_least_once", "pending"), ("at_most_once", "unknown")])
def test_mail_whose_holder_died_at_the_server_follows_its_policy(policy, state):
    tell(UserFactory(uninvited=True))
    Outbox.objects.update(policy=policy)
    batch = claim.take(lane=Lane.REMINDER, at=AT)
    claim.hand_on(batch, batch.mails[0].pk, subject="Step", last=None, at=AT)
    Outbox.objects.update(lease_until=AT - timedelta(days=400))

    claim.take_back()

    mail = Outbox.objects.get()
    assert (mail.state, mail.last_error, mail.claim_token) == (state, "lease_ran_out", None)


def test_mail_that_kills_its_worker_is_given_up_and_takes_nobody_along(sink):
    for step in range(4):
        tell(UserFactory(uninvited=True), step)
    for _death in range(12):
        batch = claim.take(lane=Lane.ALONE, at=AT)
        batch = batch if batch.mails else claim.take(lane=Lane.REMINDER, at=AT)
        poison = min(Outbox.objects.values_list("pk", flat=True))
        claim.let_go(batch, [])
        for mail in batch.mails:
            if mail.pk != poison and len(batch.mails) == 1:
                claim.hand_on(batch, mail.pk, subject="Step", last=None, at=AT)
                claim.mark_sent(batch, [mail.pk], at=AT)
        Outbox.objects.filter(pk=poison).exclude(state="dead").update(due_at=AT - timedelta(hours=1))
        Outbox.objects.filter(claim_token__isnull=False).update(lease_until=AT - timedelta(days=400))
        claim.take_back()

    assert Outbox.objects.get(pk=poison).state == "dead"
    drain()
    assert set(Outbox.objects.exclude(pk=poison).values_list("state", flat=True)) == {"sent"}


def test_waits_grow_to_an_hour_and_are_spread():
    waits = [claim.delay(attempts) for attempts in range(1, 13) for _again in range(20)]

    assert timedelta(seconds=15) <= min(waits)
    assert max(waits) <= timedelta(minutes=90)
    assert len(set(waits)) == len(waits)
