"""Mails for the processes of a fault test, and what must hold of them after every fault."""

from datetime import timedelta

from celery import Celery
from django.db.models import Q
from django.utils import timezone

from salesgym import handoff
from salesgym.notices.actions import notice
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory
from tests.faults.conftest import MAIL_SECONDS

ENDED = ["sent", "unknown", "dead", "cancelled", "expired"]


def people(count):
    return UserFactory.create_batch(count, uninvited=True)


def tell(persons, kind, first=0, count=1):
    items = [
        notice.Item(to=persons[step % len(persons)], refs={"step": step}, title="A step", url="/")
        for step in range(first, first + count)
    ]
    assert notice.give_many(kind.name, items, at=timezone.now()) == count


def check_invariants():
    """I1 to I5 of the reliability design, after every fault."""
    held = Outbox.objects.filter(state__in=["claimed", "handoff"])
    assert not held.filter(Q(claim_token=None) | Q(lease_until=None)).exists()
    assert not held.filter(lease_until__lt=timezone.now() - timedelta(seconds=60)).exists()
    assert not Outbox.objects.filter(policy="at_most_once", handoffs__gt=1).exists()
    assert not Outbox.objects.filter(state="sent", sent_at=None).exists()
    assert not Outbox.objects.filter(message_id="").exists()
    assert Outbox.objects.values("dedupe_key").distinct().count() == Outbox.objects.count()


def all_ended():
    return not Outbox.objects.exclude(state__in=ENDED).exists()


def leases_pass(seconds=0.0):
    """What a while of silence looks like: mail that somebody has held for so many seconds is held no longer."""
    now = timezone.now()
    untouched = now + timedelta(seconds=5 * MAIL_SECONDS - seconds)
    held = Outbox.objects.filter(state__in=["claimed", "handoff"], lease_until__lt=untouched)
    held.update(lease_until=now - timedelta(seconds=1))


def point_handoff_at(monkeypatch, broker):
    doorbell = Celery("doorbell", set_as_current=False)
    doorbell.config_from_object("django.conf:settings", namespace="CELERY")
    doorbell.conf.broker_url = broker.url
    monkeypatch.setattr(handoff, "app", doorbell)
    monkeypatch.setattr(handoff, "breaker", handoff.Breaker())
