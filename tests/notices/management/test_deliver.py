from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from salesgym.notices.actions import notice
from salesgym.notices.models import Outbox
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def deliver():
    out = StringIO()
    call_command("deliver", stdout=out)
    return out.getvalue().strip()


def test_deliver_sends_what_is_due_and_says_so(sink):
    at = timezone.now() - timedelta(minutes=1)
    for step in range(2):
        notice.give(
            "test.reminder", to=UserFactory(uninvited=True), refs={"step": step}, title="Step", url="/", at=at
        )

    assert deliver() == "2 sent"
    assert deliver() == "Nothing to send."
    assert Outbox.objects.filter(state="sent").count() == 2


def test_deliver_says_that_the_server_does_not_answer(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    notice.give(
        "test.reminder",
        to=UserFactory(uninvited=True),
        refs={"step": 1},
        title="Step",
        url="/",
        at=timezone.now() - timedelta(minutes=1),
    )

    assert deliver() == "The mail server does not answer. Mail waits, and goes out once it does."
