"""manage.py import_deals FILE: deals from a CRM's export."""

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from salesgym.errors import Refused
from salesgym.numbers.actions import csv_import
from salesgym.numbers.actions.csv_import import Summary


class Command(BaseCommand):
    help = "Take in a CSV file of deals. The same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source",
            default=csv_import.DEFAULT_SOURCE,
            help="Where the deals come from: one name a system.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")
        parser.add_argument("--json", action="store_true", help="Print the summary for programs.")
        parser.add_argument(
            "--shift-to-now",
            action="store_true",
            help="Move all dates by whole weeks so that the file ends with the last complete week.",
        )
        parser.add_argument("--at", type=_moment, help="The moment to take for now: 2026-11-23T09:00Z.")

    def handle(self, *args: Any, **options: Any) -> None:
        at = options["at"] or timezone.now()
        source_name = " ".join(options["source"].split())
        if not source_name or len(source_name) > 80:
            raise CommandError("--source is a name of 1 to 80 letters.")
        content = _content(options["file"])
        asked = {"content": content, "source_name": source_name, "shift_to_now": options["shift_to_now"]}
        try:
            if options["dry_run"]:
                summary = csv_import.preview(**asked, at=at)
            else:
                summary = csv_import.take_in(**asked, file_name=options["file"].name, by=None, at=at)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(summary, is_dry_run=options["dry_run"])))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _moment(text: str) -> datetime:
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise CommandError(f"--at {text} is not a moment. Write it like 2026-11-23T09:00Z.")
    return at if timezone.is_aware(at) else at.replace(tzinfo=UTC)


def _lines(summary: Summary, *, is_dry_run: bool) -> list[str]:
    counts = f"{summary.added:,} added, {summary.changed:,} changed, {summary.unchanged:,} unchanged"
    lines = [f"{summary.read:,} deals read: {counts}, {len(summary.refused):,} refused."]
    if summary.without_opened_date:
        lines.append(
            f"{summary.without_opened_date:,} have no opened date: kept, counted nowhere until they do."
        )
    if summary.shift_days:
        lines.append(f"All dates moved by {summary.shift_days // 7:,} weeks.")
    if summary.newest_on:
        lines.append(f"The newest date is {summary.newest_on}.")
    lines += [f"line {refusal.line}: {refusal.reason}" for refusal in summary.refused]
    if is_dry_run:
        lines.append("Nothing was changed: this was a dry run.")
    return lines
