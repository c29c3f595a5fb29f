"""A mail server that refuses mails, then every connection, then is back: counted with real processes."""

import pytest
from django.utils import timezone

from salesgym.notices.models import Heartbeat, Outage, Outbox
from salesgym.notices.queries import health
from tests.faults import app as faults
from tests.faults.conftest import wait_until
from tests.faults.test_outbox_faults import all_ended, check_invariants, people, tell
from tests.patience import MOST_SECONDS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
DOWN = "mail server does not answer since"


def reasons() -> str:
    return " ".join(health.look(at=timezone.now()).reasons)


def test_a_server_that_refuses_every_connection_costs_no_mail_an_attempt_and_is_seen(machinery):
    persons, sink = people(5), machinery.sink
    sink.mode = "550"
    tell(persons, faults.REMINDER, 0, 5)
    machinery.worker()
    machinery.beat()
    wait_until(all_ended, MOST_SECONDS, "every mail was refused")
    assert Outbox.objects.filter(state="dead", last_error__startswith="550").count() == 5
    assert "given up: 5" in reasons()

    sink.go_away()
    tell(persons, faults.REMINDER, 100, 20)
    wait_until(Outage.objects.exists, MOST_SECONDS, "it is seen that nobody listens")
    drains = set()
    wait_until(
        lambda: drains.add(Heartbeat.objects.get(name="mail").at) or len(drains) > 3,
        MOST_SECONDS,
        "more drains asked",
    )
    assert Outbox.objects.filter(state="pending", attempts=0, handoffs=0, last_error="").count() == 20
    assert DOWN in reasons()

    sink.mode = "ok"
    sink.start()
    wait_until(all_ended, MOST_SECONDS, "all went by itself")
    check_invariants()
    assert Outbox.objects.filter(state="sent", attempts=1).count() == len(sink.messages) == 20
    assert set(sink.counts.values()) == {1}
    assert DOWN not in reasons()
