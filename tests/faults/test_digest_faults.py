"""Digests are sent at most once and stand in no inbox: what a stopped process had in hand must not be lost."""

import os
import signal
from pathlib import Path

import pytest
from django.utils import timezone

from salesgym import handoff
from salesgym.notices.actions import claim, outbox
from salesgym.notices.models import Heartbeat, Outbox
from tests.faults import app as faults
from tests.faults.conftest import wait_until
from tests.faults.mails import all_ended, check_invariants, leases_pass, people, point_handoff_at, tell
from tests.patience import MOST_SECONDS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
DIGESTS = 150


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for_mails(sink, count):
    wait_until(lambda: len(sink.messages) >= count or all_ended(), MOST_SECONDS, f"{count} mails arrived")
    assert len(sink.messages) >= count, "all the others were lost"


def others_work_while_the_server_is_slow(machinery):
    """One mail never ends; whoever else rang has no drain that waits, and other tasks come to their end."""
    machinery.sink.holds = lambda: True
    machinery.worker("-Q", "default,reports")
    wait_for_mails(machinery.sink, 1)
    with handoff.app.connection_for_read() as line:
        assert line.default_channel.client.llen("mail") == 0
    handoff.hand_off("salesgym.notices.tasks.heartbeat")
    wait_until(
        Heartbeat.objects.filter(name="worker").exists, MOST_SECONDS, "the other worker finished a task"
    )
    assert not Heartbeat.objects.filter(name="mail").exists()
    assert Outbox.objects.filter(state="sent").count() == 0
    machinery.sink.holds = lambda: False


def go_on_after_a_kill():
    """What the dead one held is free again, and not taken for mail that kills its worker, which goes alone."""
    leases_pass()
    claim.take_back()
    Outbox.objects.filter(state="pending").update(last_error="")
    handoff.wake("outbox")


def send_the_rest(settings, sink):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    sink.seconds = 0.0
    outbox.drain(clock=timezone.now, seconds=MOST_SECONDS)


def test_digests_survive_kills_and_an_ordinary_stop(machinery, monkeypatch, settings):
    point_handoff_at(monkeypatch, machinery.broker)
    tell(people(10), faults.DIGEST, 0, DIGESTS)
    for _time in range(5):
        handoff.wake("outbox")
    sink = machinery.sink
    sink.seconds = 0.02

    worker = machinery.worker("-Q", "mail")
    others_work_while_the_server_is_slow(machinery)
    wait_for_mails(sink, 20)
    machinery.kill(worker)
    go_on_after_a_kill()

    runner = machinery.start("tests.faults.together")
    wait_for_mails(sink, 40)
    (main,) = children(runner.pid)
    (pool,) = children(main)
    os.kill(pool, signal.SIGKILL)
    wait_until(lambda: children(main) not in ([], [pool]), MOST_SECONDS, "another process took its place")

    # So slow that a drain which has only begun takes longer than anybody waits for most programs to end.
    sink.seconds = 0.5
    go_on_after_a_kill()
    wait_for_mails(sink, len(sink.messages) + 2)
    unknown = Outbox.objects.filter(state="unknown").count()
    runner.send_signal(signal.SIGINT)
    assert runner.wait(MOST_SECONDS) == 0
    assert Outbox.objects.filter(state="unknown").count() == unknown
    assert not Outbox.objects.filter(state__in=["claimed", "handoff"]).exists()
    assert Outbox.objects.filter(state="pending", handoffs=0).count() > 0

    send_the_rest(settings, sink)
    check_invariants()
    assert set(sink.counts.values()) == {1}, "somebody got one twice"
    assert len(sink.counts) >= DIGESTS - 2, "two kills lose two at most"
    assert Outbox.objects.filter(state="sent").count() + unknown == DIGESTS
    assert unknown <= 2
