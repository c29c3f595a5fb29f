"""The processes of a race: they say ready, wait for the start, do their part, and each tells its count.

python -m tests.faults.hand plan|send|naive|settle [HANDS]
"""

import os
import smtplib
import sys
import traceback

import django

from tests.patience import MOST_SECONDS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from plans.actions import announced_outcome  # noqa: E402
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
    return outbox.drain(clock=timezone.now, seconds=MOST_SECONDS)["sent"]


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


def settle() -> int:
    """Make the outcomes of formal plans final whose morning has come."""
    return announced_outcome.settle_due(at=timezone.now())


PARTS = {"plan": plan, "send": send, "naive": naive, "settle": settle}


def wait_for_start() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def alone(part: str) -> None:
    connection.ensure_connection()
    wait_for_start()
    sys.stdout.write(f"{PARTS[part]()}\n")


def together(part: str, hands: int) -> int:
    """As many processes, forked once the app is loaded, each with its own connection. 1 where one of them fell over."""
    is_ready, start = os.pipe(), os.pipe()
    children = []
    for _hand in range(hands):
        child = os.fork()
        if child == 0:
            os.close(start[1])
            os._exit(hand(part, is_ready[1], start[0]))
        children.append(child)
    for _child in children:
        os.read(is_ready[0], 1)
    wait_for_start()
    # Whoever reads there comes to its end now, all in the same moment.
    os.close(start[1])
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def hand(part: str, is_ready: int, start: int) -> int:
    try:
        connection.ensure_connection()
        os.write(is_ready, b".")
        os.read(start, 1)
        os.write(sys.stdout.fileno(), f"{PARTS[part]()}\n".encode())
    except Exception:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(together(sys.argv[1], int(sys.argv[2])))
    alone(sys.argv[1])
