"""Send every mail that is due, as the worker does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from salesgym import clock
from salesgym.notices import emails
from salesgym.notices.actions import outbox

HOUR = 3600.0


class Command(BaseCommand):
    help = "Send every mail that is due, and say what became of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seconds", type=float, default=HOUR, help="stop after this time (default: an hour)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            emails.address()
        except emails.NotHome as refusal:
            raise CommandError(str(refusal)) from refusal
        summary = outbox.drain(clock=clock.now, seconds=options["seconds"])
        if summary.pop("held", 0):
            raise CommandError(
                "This is a copy of an installation, so its mail is held. A site admin can release it on the delivery page."
            )
        more, unreachable = summary.pop("more", 0), summary.pop("unreachable", 0)
        counts = [f"{count} {what}" for what, count in sorted(summary.items()) if count]
        if counts or not unreachable:
            self.stdout.write(", ".join(counts) if counts else "Nothing to send.")
        if unreachable:
            self.stdout.write("The mail server does not answer. Mail waits, and goes out once it does.")
        if more:
            self.stdout.write("Stopped before everything was sent: run it again.")
