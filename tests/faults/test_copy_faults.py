"""A copy of an installation, as a backup restored beside the original makes one."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from salesgym import services
from salesgym.notices import tasks
from salesgym.notices.actions import installation
from salesgym.notices.models import Outbox
from salesgym.notices.queries import health
from salesgym.services import places
from tests.faults import app as faults
from tests.faults.test_outbox_faults import people, tell
from tests.roles import IS_THERE

pytestmark = [
    pytest.mark.fault,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not IS_THERE, reason="a database from outside may not be copied"),
]
MAILS = 20


@contextmanager
def a_copy() -> Iterator[None]:
    """Django at a copy of its database, on the same server; dropped at the end."""
    own = str(connection.settings_dict["NAME"])
    server = psycopg2.connect(places.database_url(services.data_folder(), "postgres"))
    server.autocommit = True
    connection.close()
    server.cursor().execute(f'CREATE DATABASE "{own}_copy" TEMPLATE "{own}"')
    connection.settings_dict["NAME"] = f"{own}_copy"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        server.cursor().execute(f'DROP DATABASE "{own}_copy" WITH (FORCE)')
        server.close()


def waiting():
    return Outbox.objects.filter(state="pending", attempts=0).count()


def test_a_restored_copy_writes_to_nobody_until_a_site_admin_releases_it(sink, client_of, site_admin):
    installation.settle(at=timezone.now())
    tell(people(5), faults.REMINDER, 0, MAILS)

    with a_copy():
        tasks.drain_outbox()
        tasks.drain_outbox()
        assert (len(sink.messages), waiting()) == (0, MAILS)
        assert any("mail is held" in reason for reason in health.look(at=timezone.now()).reasons)

        admin = client_of(site_admin)
        assert "Mail is held." in admin.get(reverse("people:invitations")).content.decode()
        assert "Send mail from here" in admin.get(reverse("notices:delivery")).content.decode()
        admin.post(reverse("notices:send_from_here"))
        assert "Mail is held." not in admin.get(reverse("notices:delivery")).content.decode()

        tasks.drain_outbox()
        assert (len(sink.messages), waiting()) == (MAILS, 0)

    tasks.drain_outbox()
    assert (len(sink.messages), waiting()) == (2 * MAILS, 0), "the original was not released, and goes on"
