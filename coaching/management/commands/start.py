"""Runs the whole app on this machine's own data: web, both workers and beat as processes."""

import os
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coaching.management.machine import grace, programs, require_free, surroundings
from coaching.management.processes import Ending, Together
from coaching.management.waiting import saying
from salesgym.people.models import User


class Command(BaseCommand):
    help = "Run SalesGym with your own team and numbers (make start)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options: object) -> None:
        if settings.IS_DEMO:
            raise CommandError("SALESGYM_DEMO is set. Start the sample with: make demo")
        require_free(port, "make start")
        with saying("still preparing the database", self._say):
            call_command("migrate", verbosity=0)
        environment = surroundings(port)
        if os.environ.get("SALESGYM_URL") or not settings.IS_LOCAL:
            environment["SALESGYM_URL"] = settings.SITE_URL
        self.stdout.write(welcome(environment["SALESGYM_URL"], is_empty=not User.objects.exists()))
        self.stdout.flush()
        connection.close()
        sys.exit(1 if Together(programs(port), environment, grace()).run() is Ending.BROKE else 0)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def welcome(url: str, *, is_empty: bool) -> str:
    """The lines at the start: where SalesGym is or is set up, and where mails go without a mail server."""
    first = f"Open {url} to set up." if is_empty else f"SalesGym is at {url}"
    lines = ["", f"{first} (Ctrl-C stops everything.)"]
    if not settings.EMAIL_HOST:
        lines.append(f"Mails are written to {settings.EMAIL_FILE_PATH}")
    return "\n".join([*lines, ""])
