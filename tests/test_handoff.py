import contextlib
import socket
import threading
import time

import pytest
from celery import Celery
from django.db import transaction

from salesgym import handoff

pytestmark = pytest.mark.django_db(transaction=True)


class Doorbell:
    """A Celery app whose broker is this address."""

    def __init__(self, broker_url):
        self.app = Celery("doorbell", set_as_current=False)
        self.app.config_from_object("django.conf:settings", namespace="CELERY")
        self.app.conf.broker_url = broker_url

    def use(self, monkeypatch):
        monkeypatch.setattr(handoff, "app", self.app)
        monkeypatch.setattr(handoff, "breaker", handoff.Breaker())


@pytest.fixture
def memory(monkeypatch):
    bell = Doorbell("memory://")
    bell.app.conf.broker_transport_options = {}
    bell.use(monkeypatch)
    return bell.app


@pytest.fixture
def black_hole(monkeypatch):
    """A broker that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        Doorbell(f"redis://127.0.0.1:{server.getsockname()[1]}/0").use(monkeypatch)
        server.setblocking(False)
        yield server


@pytest.fixture
def nobody(monkeypatch, tmp_path):
    Doorbell(f"redis+socket://{tmp_path}/nobody.sock").use(monkeypatch)


def rings(app, name="default"):
    with app.connection_for_read() as line:
        queue = line.SimpleQueue(app.amqp.queues[name])
        names = []
        while queue.qsize():
            names.append(queue.get_nowait().headers["task"])
        queue.close()
        return names


def test_doorbell_rings_after_the_commit(memory):
    with transaction.atomic():
        handoff.hand_off("some.task", plan_id=1)
        assert rings(memory) == []

    assert rings(memory) == ["some.task"]


def test_doorbell_stays_quiet_when_the_transaction_is_taken_back(memory):
    with transaction.atomic():
        handoff.hand_off("some.task")
        transaction.set_rollback(True)

    assert rings(memory) == []


def test_topic_rings_everybody_who_wants_to_know(memory, settings):
    settings.WAKE = {"numbers": ["one.task", "another.task"]}

    handoff.wake("numbers", rep_ids=[1])
    handoff.wake("nobody listens to this")

    assert rings(memory) == ["one.task", "another.task"]


def test_tasks_that_wait_are_thrown_away_in_one_queue_alone(memory):
    memory.conf.task_routes = {"some.mail": {"queue": "mail"}}
    for name in ("some.mail", "some.mail", "some.task"):
        handoff.hand_off(name)

    handoff.forget_waiting("mail")

    assert rings(memory) == ["some.task"]
    assert rings(memory, "mail") == []


def test_absent_broker_trips_the_breaker_and_nobody_notices(nobody):
    with transaction.atomic():
        handoff.hand_off("some.task")
        handoff.hand_off("some.task")
    handoff.forget_waiting("mail")

    assert handoff.breaker.is_open
    assert handoff.breaker.failures == 1


def test_silent_broker_costs_one_caller_a_moment_and_the_next_nothing(black_hole):
    handoff.hand_off("some.task")
    first = calls(black_hole)
    handoff.hand_off("some.task")

    # A call waits as long as the broker's time limit, and is made once.
    assert first == 1
    assert handoff.breaker.failures == 1
    assert calls(black_hole) == 0


def calls(server):
    """How many connections were opened to this server since it was asked last."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


def test_after_the_quiet_one_caller_alone_tries_again():
    breaker = handoff.Breaker()
    breaker.trip()
    breaker._quiet_until = time.monotonic() - 1

    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(breaker.lets_through())) for _caller in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 7 + [True]
    breaker.reset()
    assert breaker.lets_through()
    assert breaker.lets_through()
