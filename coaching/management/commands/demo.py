"""Runs the whole app with its sample organization: web, both workers and beat as processes on this machine."""

import shutil
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coaching.management import sample
from coaching.management.machine import grace, programs, require_free, surroundings
from coaching.management.processes import Ending, Together
from coaching.management.waiting import saying
from salesgym import clock, services
from salesgym.celery import app
from salesgym.owner import as_owner
from salesgym.people.models import Organization, User
from salesgym.services import handover


class Command(BaseCommand):
    help = "Run SalesGym with a sample organization (make demo)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="throw the sample away and make a new one")
        parser.add_argument("--prepare", action="store_true", help="make the sample and stop there")

    def handle(self, *, port: int, fresh: bool, prepare: bool, **options: object) -> None:
        if not settings.IS_DEMO:
            raise CommandError("The demo has a database of its own. Start it with: make demo")
        if not prepare:
            require_free(port, "make demo")
        if fresh:
            clear()
        with saying("still preparing the database", self._say):
            call_command("migrate", verbosity=0)
        if not Organization.objects.exists() or not User.objects.filter(is_sample=True).exists():
            self._say("Making the sample organization ...")
            with saying("still making it: people, half a year of numbers, and their plans", self._say):
                sample.build(at=clock.now())
        if prepare:
            return
        self._say(welcome(port))
        connection.close()
        run(port)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def run(port: int) -> None:
    """Run the demo until it is stopped, or until a visitor chooses to start with their own team: then run that."""
    door = handover.place(settings.VAR_DIR, port)
    handover.open_door(door)
    try:
        ending = Together(programs(port), surroundings(port), grace()).run(lambda: handover.is_asked(door))
    finally:
        handover.close_door(door)
    if ending is not Ending.OVER:
        sys.exit(1 if ending is Ending.BROKE else 0)
    print("The sample is put away. Your own SalesGym starts now.", flush=True)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "start", "--port", str(port)]
    services.run(command, forget=("SALESGYM_DEMO", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"))


def clear() -> None:
    """Delete the sample: its tables, its waiting tasks, its mails and the ends of its histories."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    app.control.purge()
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)
    shutil.rmtree(storages["heads"].path(""), ignore_errors=True)


def welcome(port: int) -> str:
    """The lines at the start: where SalesGym is, whom one may sign in as, and where mails go."""
    people = User.objects.filter(is_sample=True).order_by("pk")
    lines = [f"  {person.name:16} {person.email}" for person in people]
    return "\n".join(
        [
            "",
            f"SalesGym is at http://localhost:{port} (Ctrl-C stops everything).",
            "Sign in with one click as one of these people:",
            *lines,
            f"Mails are written to {settings.EMAIL_FILE_PATH}",
            "",
        ]
    )
