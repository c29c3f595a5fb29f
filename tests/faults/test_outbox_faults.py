import signal

import pytest
from celery import Celery
from django.db import connection
from redis.connection import UnixDomainSocketConnection

from salesgym import handoff
from salesgym.notices.models import Heartbeat, Notice, Outbox
from salesgym.notices.queries import health as health_queries
from salesgym.notices.views import health as health_view
from tests.faults import app as faults
from tests.faults.conftest import wait_until
from tests.faults.hand import PLANNED
from tests.faults.mails import all_ended, check_invariants, leases_pass, people, point_handoff_at, tell
from tests.patience import MOST_SECONDS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def all_ended_or_let_go():
    """The worker lives and works alone: what it has held for five seconds it lost with its connection."""
    leases_pass(seconds=5)
    return all_ended()


def test_workers_killed_amid_two_hundred_mails_lose_none(machinery):
    persons = people(10)
    tell(persons, faults.REMINDER, 0, 140)
    tell(persons, faults.CHAT, 1000, 60)
    sink = machinery.sink
    sink.seconds = 0.02
    machinery.beat()

    kills = 0
    for reached in (40, 110):
        worker = machinery.worker()
        wait_until(
            lambda reached=reached: len(sink.messages) >= reached, MOST_SECONDS, f"{reached} mails arrived"
        )
        machinery.kill(worker)
        leases_pass()
        kills += 1
    machinery.worker()
    wait_until(all_ended, MOST_SECONDS, "every mail came to an end")

    check_invariants()
    arrived = sink.counts
    at_least = set(Outbox.objects.filter(policy="at_least_once").values_list("message_id", flat=True))
    at_most = Outbox.objects.filter(policy="at_most_once")
    assert at_least <= set(arrived), "lost"
    assert sum(count - 1 for count in arrived.values()) <= kills
    assert all(arrived[mail.message_id] <= 1 for mail in at_most)
    missing = {mail.message_id for mail in at_most if mail.message_id not in arrived}
    assert missing <= set(at_most.filter(state="unknown").values_list("message_id", flat=True))
    assert at_most.filter(state="unknown").count() <= kills
    assert Notice.objects.count() == 200


def test_worker_told_to_stop_finishes_its_message_and_puts_back_the_rest(machinery):
    tell(people(5), faults.CHAT, 0, 60)
    sink = machinery.sink
    sink.holds = lambda: len(sink.messages) >= 5
    hand = machinery.start("tests.faults.hand", "send")
    assert hand.stdout.readline() == "ready\n"
    hand.stdin.write("\n")
    hand.stdin.flush()
    wait_until(sink.holds, MOST_SECONDS, "it waits for an answer to its fifth message")

    hand.send_signal(signal.SIGTERM)
    sink.holds = lambda: False
    sent = int(hand.communicate(timeout=MOST_SECONDS)[0])

    assert sent == len(sink.messages) == 5
    assert Outbox.objects.filter(state="sent").count() == sent
    assert Outbox.objects.filter(state="pending", attempts=0, handoffs=0).count() == 60 - sent


def test_saving_works_without_a_broker_and_the_mails_follow(machinery, monkeypatch):
    persons = people(3)
    point_handoff_at(monkeypatch, machinery.broker)
    machinery.worker()
    machinery.beat()
    tell(persons, faults.REMINDER, 0, 3)
    wait_until(all_ended, MOST_SECONDS, "the first mails went out")
    wait_until(lambda: Heartbeat.objects.count() == 3, MOST_SECONDS, "workers and beat were seen")

    machinery.broker.kill()
    tell(persons, faults.REMINDER, 100, 3)
    tell(persons, faults.REMINDER, 200, 3)
    # Asked once, by the first of six.
    assert handoff.breaker.failures == 1

    machinery.broker.start()
    wait_until(all_ended, MOST_SECONDS, "the mails followed")
    check_invariants()
    assert set(machinery.sink.counts.values()) == {1}
    assert len(machinery.sink.messages) == 9


def test_frozen_broker_costs_one_save_a_moment_and_the_next_nothing(machinery, monkeypatch):
    persons = people(1)
    point_handoff_at(monkeypatch, machinery.broker)
    waits = []
    wait_for_an_answer = UnixDomainSocketConnection.read_response
    monkeypatch.setattr(
        UnixDomainSocketConnection,
        "read_response",
        lambda line, *told, **more: waits.append(line) or wait_for_an_answer(line, *told, **more),
    )
    # A connection that is open already is the dearest: it waits for one limit, and the new one for another.
    tell(persons, faults.REMINDER, 2)
    waits.clear()
    machinery.broker.send_signal(signal.SIGSTOP)
    try:
        tell(persons, faults.REMINDER, 0)
        tell(persons, faults.REMINDER, 1)
    finally:
        machinery.broker.send_signal(signal.SIGCONT)

    # Asked once, and given up at its time limit: whoever came second did not wait.
    assert handoff.breaker.failures == 1
    assert 1 <= len(waits) <= 2
    assert Outbox.objects.count() == 3


def test_planners_at_once_give_each_notice_once(machinery):
    people(7)

    counted = machinery.race("plan", hands=3)

    assert sum(counted) == Notice.objects.count() == Outbox.objects.count() == PLANNED


def test_racing_senders_send_each_mail_once(machinery):
    tell(people(10), faults.REMINDER, 0, 300)
    # The first waits for a second to come with a message of its own, or one alone may have sent them all by then.
    machinery.sink.holds = lambda: len(machinery.sink.messages) < 2

    counted = machinery.race("send", hands=4)

    assert sum(counted) == 300
    assert sum(hand > 0 for hand in counted) >= 2, "nobody raced"
    assert set(machinery.sink.counts.values()) == {1}
    assert len(machinery.sink.counts) == 300
    check_invariants()


def test_naive_senders_in_the_same_race_send_twice(machinery):
    tell(people(10), faults.REMINDER, 0, 300)
    # Each comes with its first message before one of them may mark it as sent.
    machinery.sink.holds = lambda: len(machinery.sink.messages) < 4

    machinery.race("naive", hands=4)

    assert max(machinery.sink.counts.values()) > 1


def test_database_that_drops_its_connections_loses_nothing(machinery):
    tell(people(10), faults.CHAT, 0, 80)
    machinery.sink.seconds = 0.02
    machinery.worker()
    machinery.beat()
    for reached in (15, 40):
        wait_until(
            lambda reached=reached: len(machinery.sink.messages) >= reached,
            MOST_SECONDS,
            f"{reached} arrived",
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    wait_until(all_ended_or_let_go, MOST_SECONDS, "every mail came to an end")

    check_invariants()
    assert set(machinery.sink.counts.values()) == {1}
    assert len(machinery.sink.counts) + Outbox.objects.filter(state="unknown").count() >= 80


def test_health_answers_while_the_broker_is_frozen_or_gone(machinery, monkeypatch, client, settings):
    line = Celery("line", set_as_current=False)
    line.config_from_object("django.conf:settings", namespace="CELERY")
    line.conf.broker_url = machinery.broker.url
    monkeypatch.setattr(health_queries, "app", line)

    machinery.broker.send_signal(signal.SIGSTOP)
    frozen = client.get("/health/")
    machinery.broker.send_signal(signal.SIGCONT)
    machinery.broker.kill()
    gone = client.get("/health/")

    # After ten seconds Docker takes the service for dead: database and broker have given up long before.
    limits = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    longest = limits["socket_connect_timeout"] + limits["socket_timeout"]
    assert health_queries.DATABASE_MILLISECONDS / 1000 + 2 * longest < 10
    assert (frozen.status_code, gone.status_code) == (503, 503)
    assert frozen.json()["broker"] is False
    assert "broker does not answer" in gone.json()["reasons"]


def test_worker_without_beat_is_found_alive_by_the_second_look(machinery, monkeypatch, client):
    point_handoff_at(monkeypatch, machinery.broker)
    monkeypatch.setattr(health_queries, "app", handoff.app)
    monkeypatch.setattr(health_view, "bell", health_view._Bell())
    machinery.worker()

    first = client.get("/health/").json()
    wait_until(lambda: Heartbeat.objects.count() == 2, MOST_SECONDS, "the worker answered from both queues")
    second = client.get("/health/").json()

    assert [first[part] for part in ("worker", "mail_worker", "beat")] == [False, False, False]
    assert [second[part] for part in ("worker", "mail_worker", "beat")] == [True, True, False]
