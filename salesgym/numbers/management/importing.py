"""The base of the four import commands: the pages' steps in one run, with options for a person's decisions."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions.imports import intake, lacks, reading, upload
from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json, look_from_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.management.deciding import LEAVE_OUT, add_deciding_options, open_questions, settled
from salesgym.numbers.models import ComparedValue, Import, StagedDeal
from salesgym.numbers.pages.imports.lacks import effect
from salesgym.numbers.queries.imports.owners import owner_of, staged_owner_keys
from salesgym.people.models import User

PIECE = 1024 * 1024
LINES_PRINTED = 200
OF_OWNERS = (Trouble.UNKNOWN_OWNER, Trouble.TWO_OWNERS)
# Counts that the summary prints where they are above zero.
WORDS = {
    "left_out": "{:,} left out: another team's, or not to be counted.",
    "conflicts": "{:,} differ from another source's number, which stays. --take-other takes the file's.",
    "typed": "{:,} of the changed were typed. The file's count, what was typed stays beside them.",
    "without_opened_date": "{:,} have no opened date: no opportunities, and left out of days to close, until they do.",
    "newest_on": "The newest date is {}.",
}


class ImportCommand(BaseCommand):
    """Reads a file, prints what it changes, and imports all of it or nothing."""

    kind = ""
    noun = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A CSV or XLSX file.")
        parser.add_argument(
            "--source",
            default=reading.DEFAULT_SOURCE,
            help="Where the numbers come from: one name a system. It remembers how its files are read.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")
        parser.add_argument("--json", action="store_true", help="Print the summary for programs.")
        parser.add_argument("--at", type=_moment, help="The moment to take for now: 2026-11-23T09:00Z.")
        add_deciding_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        at = options["at"] or clock.now()
        source_name = " ".join(options["source"].split())
        if not source_name or len(source_name) > 80:
            raise CommandError("--source is a name of 1 to 80 letters.")
        try:
            with transaction.atomic():
                summary = self._import(options, source_name, at=at)
                transaction.set_rollback(options["dry_run"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(self._lines(summary, is_dry_run=options["dry_run"])))

    def _import(self, options: dict[str, Any], source_name: str, *, at: datetime) -> dict[str, Any]:
        path = options["file"]
        if options["header_line"] is not None and options["header_line"] < 1:
            raise CommandError("--header-line counts from 1.")
        file = upload.receive(pieces=_pieces(path), file_name=path.name, by=None, at=at, kind=self.kind)
        file.decisions = {
            "source_name": source_name,
            "encoding": options["encoding"] or "",
            "header_line": options["header_line"] or 0,
        }
        file.save(update_fields=["decisions"])
        intake.work(import_id=file.pk, at=at)
        file.refresh_from_db()
        if file.state == Import.State.ASKING or (file.state == Import.State.READY and _decides(options)):
            intake.answer(import_id=file.pk, decisions=_answers(file, options))
            intake.work(import_id=file.pk, at=at)
        file = self._decided(_ready(file), options, at=at)
        summary = _summary(file)
        if not options["dry_run"]:
            intake.confirm(import_id=file.pk)
            intake.work(import_id=file.pk, at=at)
            file.refresh_from_db()
            if file.state != Import.State.DONE:
                raise CommandError(file.trouble or "The file is not in. Run the command again.")
        return summary

    def _decided(self, file: Import, options: dict[str, Any], *, at: datetime) -> Import:
        owners = _owners(file, options["owner"])
        if not owners and not options["take_other"]:
            return file
        intake.decide(import_id=file.pk, owners=owners, take_other=options["take_other"], by=None)
        return _ready(file)

    def _lines(self, summary: dict[str, Any], *, is_dry_run: bool) -> Iterator[str]:
        counts = ", ".join(f"{summary[name]:,} {name}" for name in ("added", "changed", "unchanged"))
        yield f"{summary['read']:,} {self.noun} read: {counts}, {len(summary['refused']):,} refused."
        yield from (words.format(summary[name]) for name, words in WORDS.items() if summary[name])
        if summary["shift_days"]:
            yield f"All dates moved by {summary['shift_days'] // 7:,} weeks."
        for refusal in summary["refused"][:LINES_PRINTED]:
            yield f"line {refusal['line']}: {refusal['reason']}"
        if len(summary["refused"]) > LINES_PRINTED:
            yield f"and {len(summary['refused']) - LINES_PRINTED:,} more. --json lists them all."
        if summary["unknown_owners"]:
            yield 'Say --owner "Name in the file=address" or "Name in the file=leave-out" for whom nobody knows.'
        if is_dry_run:
            yield "Nothing was changed: this was a dry run."


def _answers(file: Import, options: dict[str, Any]) -> Decisions:
    """The decisions from the options. CommandError names the options for questions that are open."""
    decisions = decisions_from_json(file.decisions)
    look = look_from_json(file.look)
    guessed = settled(look, decisions.layout, options, system=decisions.system)
    still_open = open_questions(guessed, look, options)
    if still_open:
        raise CommandError("\n".join(["Somebody decides first:", *still_open]))
    shift = bool(options.get("shift_to_now"))
    return replace(decisions, layout=guessed.layout, questions=(), shift_to_now=shift)


def _decides(options: dict[str, Any]) -> bool:
    """Whether any option changes how the file is read, so that the source's layout is not enough."""
    named = ("column", "stage", "type", "date_order", "decimal_mark", "metric", "shift_to_now")
    return any(options.get(name) for name in named)


def _ready(file: Import) -> Import:
    file.refresh_from_db()
    if file.state != Import.State.READY:
        raise CommandError(file.trouble or "The file could not be read.")
    return file


def _summary(file: Import) -> dict[str, Any]:
    refused = file.refused_lines.order_by("line", "pk").values_list("line", "reason")
    return {
        "read": file.read,
        "added": file.added,
        "changed": file.changed,
        "unchanged": file.unchanged,
        "refused": [{"line": line, "reason": reason} for line, reason in refused],
        "unknown_owners": file.refused_lines.filter(trouble__in=OF_OWNERS).count(),
        "left_out": file.left_out,
        "conflicts": file.conflicts,
        "typed": file.compared_values.filter(ComparedValue.GIVES_WAY).count(),
        "without_opened_date": StagedDeal.objects.filter(file=file, opened_on=None).count(),
        "newest_on": file.newest_on and file.newest_on.isoformat(),
        "shift_days": file.decisions.get("shift_days", 0),
        "source": file.source.name if file.source else "",
        "cannot_tell": [
            {
                "code": lack.code.value,
                "lines": list(lack.lines),
                "effect": effect(lack),
                "options": list(lack.options),
            }
            for lack in lacks.found(file)
        ],
    }


def _owners(file: Import, told: list[str]) -> dict[str, int | None]:
    """The answers of --owner: for an owner of the file a person's id, or None for leave-out."""
    keys = staged_owner_keys(file) if told else []
    owners: dict[str, int | None] = {}
    for text in told:
        name, equals, email = (part.strip() for part in text.rpartition("="))
        if not equals or not name:
            raise CommandError(f'--owner "{text}" is not of the form "Name in the file=address".')
        meant = [key for key in keys if key_of(name) in _spellings(key)]
        if not meant:
            raise CommandError(f'--owner: no line of the file names "{name}".')
        owners.update(dict.fromkeys(meant, _person(email)))
    return owners


def _spellings(key: str) -> set[str]:
    """The ways to write an owner of the file in --owner: by name, by address, and by both."""
    owner = owner_of(key)
    return {key_of(text) for text in (key, owner.name, owner.email) if text}


def _person(email: str) -> int | None:
    if email == LEAVE_OUT:
        return None
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        raise CommandError(f"--owner: nobody here has the address {email}.")
    return person.pk


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as handle:
            while piece := handle.read(PIECE):
                yield piece
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
