"""One process of a race: says ready, waits for the start, does its part, tells the count.

python -m tests.faults.hand plan|send|naive
"""

import os
import smtplib
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from salesgym.notices.actions import notice, outbox  # noqa: E402
from salesgym.notices.models import Outbox  # noqa: E402
from salesgym.people.models import User  # noqa: E402
from tests.faults import app  # noqa: E402

PLANNED = 300


def plan() -> int:
    """The planner, ten times in a row."""
    people = list(User.objects.order_by("pk"))
    items = [
        notice.Item(to=people[step % len(people)], refs={"step": step}, title="A step", url="/")
        for step in range(PLANNED)
    ]
    return sum(notice.give_many(app.REMINDER.name, items, at=timezone.now()) for _time in range(10))


def send() -> int:
    return outbox.drain(clock=timezone.now, seconds=30)["sent"]


def naive() -> int:
    """Select, send, mark: what everybody writes first."""
    sent = 0
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for mail in list(Outbox.objects.filter(state="pending").order_by("due_at", "id")):
            if Outbox.objects.filter(pk=mail.pk, state="pending").exists():
                words = f"Message-ID: {mail.message_id}\r\nSubject: Step\r\n\r\nA step is near."
                server.sendmail("us@localhost", ["them@localhost"], words)
                Outbox.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())
                sent += 1
    return sent


if __name__ == "__main__":
    connection.ensure_connection()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    part = {"plan": plan, "send": send, "naive": naive}[sys.argv[1]]
    sys.stdout.write(f"{part()}\n")
