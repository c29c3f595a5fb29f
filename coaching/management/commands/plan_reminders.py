"""Gives the notices that are due, which beat does every five minutes."""

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from coaching.actions import reminder
from salesgym import clock


class Command(BaseCommand):
    help = "Plan the reminders and digests that are due (manage.py deliver sends them)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at", default="", help="as if it were this time: 2026-11-02T08:00 (UTC unless it says so)"
        )

    def handle(self, *, at: str, **options: object) -> None:
        planned = reminder.plan_all(at=moment(at) if at else clock.now())
        for kind, count in planned.items():
            self.stdout.write(f"{kind:20} {count} new")


def moment(text: str) -> datetime:
    """The typed time, in UTC if it has no zone; CommandError for other text."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"{text!r} is not a time. Write it like 2026-11-02T08:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found, timezone.get_default_timezone())
