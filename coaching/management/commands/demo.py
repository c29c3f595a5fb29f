"""The whole app with its sample organization: web, worker and beat as real processes on this machine."""

import os
import shutil
import socket
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from coaching.management import sample
from coaching.management.processes import Together
from salesgym.celery import app
from salesgym.people.models import Organization, User


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
            require_free(port)
        if fresh:
            clear()
        call_command("migrate", verbosity=0)
        if not Organization.objects.exists() or not User.objects.filter(is_sample=True).exists():
            self.stdout.write("Making the sample organization ...")
            self.stdout.flush()
            sample.build(at=timezone.now())
        if prepare:
            return
        self.stdout.write(welcome(port))
        self.stdout.flush()
        connection.close()
        sys.exit(Together(programs(port), {**os.environ, **environment(port)}).run())


def require_free(port: int) -> None:
    """Refuse a port that somebody else listens on, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} is taken or not allowed. Choose another: make demo PORT=8123"
            ) from error


def clear() -> None:
    """Forget the sample: its tables, its waiting tasks and its mails."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    app.control.purge()
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)


def environment(port: int) -> dict[str, str]:
    return {"SALESGYM_URL": f"http://localhost:{port}", "PYTHONUNBUFFERED": "1"}


def programs(port: int) -> dict[str, list[str]]:
    """What a machine in production runs too, in one line each."""
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "salesgym", "--quiet"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "salesgym.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"),
            *("--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "warning"),
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-mingle"],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def welcome(port: int) -> str:
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
