"""The base of the four import commands: the pages' steps in one run, with options for a person's decisions."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions.imports import intake, lacks, reading, upload
from salesgym.numbers.calculations.importing.lacks import Lack, undecided
from salesgym.numbers.calculations.importing.layout import key_of
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json, look_from_json
from salesgym.numbers.management import sums_table
from salesgym.numbers.management.asking import asks
from salesgym.numbers.management.deciding import (
    LEAVE_OUT,
    add_deciding_options,
    check_offered,
    chosen_by,
    open_questions,
    said,
    said_lack,
    settled,
)
from salesgym.numbers.management.reporting import Exit, Report, nothing, refused_lines, report_of
from salesgym.numbers.models import Import
from salesgym.numbers.queries.imports.owners import owner_of, owners_of
from salesgym.people.models import User

PIECE = 1024 * 1024
# Counts that the summary prints where they are above zero.
WORDS = {
    "left_out": "{:,} left out: another team's, taken out before, or not to be counted.",
    "conflicts": "{:,} differ from another source's number, which stays. --take-other takes the file's.",
    "typed": "{:,} of the changed were typed. The file's count, what was typed stays beside them.",
    "without_opened_date": "{:,} have no opened date: no opportunities, and left out of days to close, until they do.",
    "newest_on": "The newest date is {}.",
}


class ImportCommand(BaseCommand):
    """Reads a file, prints what it changes, and takes in every line that is right. docs/IMPORTING.md has the codes."""

    kind = ""
    noun = ""
    report: Report
    exit_code = Exit.ALL_IN

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A CSV or XLSX file.")
        parser.add_argument(
            "--source",
            default=reading.DEFAULT_SOURCE,
            help="Where the numbers come from: one name a system. It remembers how its files are read.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")
        parser.add_argument("--json", action="store_true", help="Print one object for programs.")
        parser.add_argument(
            "--strict", action="store_true", help="Take nothing in where a line would stay out; exit with 1."
        )
        parser.add_argument("--at", type=_moment, help="The moment to take for now: 2026-11-23T09:00Z.")
        add_deciding_options(parser)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # Not the parser's own way out: its exit code 2 stands for a question here.
        self._called_from_command_line = False
        return super().create_parser(prog_name, subcommand, **kwargs)

    def run_from_argv(self, argv: list[str]) -> None:
        self.exit_code = Exit.ALL_IN
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            # Options that the parser refused; those of the run itself have printed their object.
            if "--json" in argv:
                self._print(nothing(self.kind) | {"error": str(error)})
            self.stderr.write(f"CommandError: {error}")
            sys.exit(Exit.REFUSED)
        if self.exit_code:
            sys.exit(self.exit_code)

    def handle(self, *args: Any, **options: Any) -> None:
        self.report = nothing(self.kind)
        try:
            lines = self._run(options)
        except CommandError as error:
            if options["json"]:
                self._print(self.report | {"error": str(error)})
            raise
        self.exit_code = Exit.SOME_OUT if self.report["refused"] else Exit.ALL_IN
        if options["json"]:
            self._print(self.report)
        else:
            self.stdout.write("\n".join(lines))

    def _print(self, report: Report) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False))

    def _run(self, options: dict[str, Any]) -> list[str]:
        """Take the file in, or with --dry-run do all but that; the lines to print. CommandError says why not."""
        at = options["at"] or clock.now()
        source_name = " ".join(options["source"].split())
        if not source_name or len(source_name) > 80:
            raise CommandError("--source is a name of 1 to 80 letters.")
        try:
            with transaction.atomic():
                file = self._import(options, source_name, at=at)
                lines = [] if options["json"] else list(self._lines(file, is_dry_run=options["dry_run"]))
                if not options["dry_run"]:
                    _take_in(file, at=at)
                transaction.set_rollback(options["dry_run"])
        except Refused as refusal:
            self.report["refused"] = self.report["refused"] or [{"line": 0, "reason": str(refusal)}]
            raise CommandError(str(refusal)) from refusal
        return lines

    def _import(self, options: dict[str, Any], source_name: str, *, at: datetime) -> Import:
        """The file as it stands before it is taken in."""
        path = options["file"]
        if options["header_line"] is not None and options["header_line"] < 1:
            raise CommandError("--header-line counts from 1.")
        file = upload.receive(pieces=_pieces(path), file_name=path.name, by=None, at=at, kind=self.kind)
        file.decisions = {
            "source_name": source_name,
            "encoding": options["encoding"] or "",
            "header_line": options["header_line"] or 0,
            "chosen": chosen_by(options["choose"]),
        }
        file.save(update_fields=["decisions"])
        intake.work(import_id=file.pk, at=at)
        file.refresh_from_db()
        if file.state == Import.State.ASKING or (file.state == Import.State.READY and _decides(options)):
            intake.answer(import_id=file.pk, decisions=self._answers(file, options))
            intake.work(import_id=file.pk, at=at)
        file = self._decided(self._ready(file), options)
        self._refuse_undecided(file)
        intake.check(file)
        if options["strict"] and self.report["refused"]:
            raise CommandError(
                "\n".join(["Nothing went in, as lines would stay out:", *refused_lines(file, self.report)])
            )
        return file

    def _refuse_undecided(self, file: Import) -> None:
        """CommandError where --choose has an option that is not offered, or leaves something to decide."""
        found, chosen = lacks.found(file), decisions_from_json(file.decisions).chosen
        check_offered(found, chosen)
        if still_open := undecided(found, chosen):
            self.report["asks"] = _choices(still_open)
            told = "\n".join(["Somebody decides first:", *(said_lack(lack) for lack in still_open)])
            raise CommandError(told, returncode=Exit.ASKS)

    def _answers(self, file: Import, options: dict[str, Any]) -> Decisions:
        """The decisions from the options. CommandError names the options for questions that are open."""
        decisions = decisions_from_json(file.decisions)
        look = look_from_json(file.look)
        guessed = settled(look, decisions.layout, options, system=decisions.system)
        still_open = open_questions(guessed, options)
        if still_open:
            self.report = report_of(file, kind=self.kind)
            choices = undecided(lacks.found(file), decisions.chosen)
            if options["json"]:
                self.report["asks"] = asks(file, look, guessed.layout, still_open) + _choices(choices)
            sentences = [*(said(question, look.book) for question in still_open), *map(said_lack, choices)]
            told = "\n".join(["Somebody decides first:", *sentences])
            raise CommandError(told, returncode=Exit.ASKS)
        shift = bool(options.get("shift_to_now"))
        return replace(decisions, layout=guessed.layout, questions=(), shift_to_now=shift)

    def _ready(self, file: Import) -> Import:
        """The compared file; CommandError where it was refused."""
        file.refresh_from_db()
        self.report = report_of(file, kind=self.kind)
        if file.state != Import.State.READY:
            raise CommandError(file.trouble or "The file could not be read.")
        return file

    def _decided(self, file: Import, options: dict[str, Any]) -> Import:
        owners = _owners(file, options["owner"])
        if not owners and not options["take_other"]:
            return file
        intake.decide(import_id=file.pk, owners=owners, take_other=options["take_other"], by=None)
        return self._ready(file)

    def _lines(self, file: Import, *, is_dry_run: bool) -> Iterator[str]:
        report = self.report
        counts = ", ".join(f"{report[name]:,} {name}" for name in ("added", "changed", "unchanged"))
        yield f"{report['read']:,} {self.noun} read: {counts}, {len(report['refused']):,} refused."
        yield from (words.format(report[name]) for name, words in WORDS.items() if report[name])
        if report["shift_days"]:
            yield f"All dates moved by {report['shift_days'] // 7:,} weeks."
        if is_dry_run:
            yield from sums_table.lines_of(file)
        if own := sums_table.total_line(file):
            yield own
        yield from refused_lines(file, report)
        if report["unknown_owners"]:
            yield 'Say --owner "Name in the file=address" or "Name in the file=leave-out" for whom nobody knows.'
        if is_dry_run:
            yield "Nothing was changed: this was a dry run."


def _take_in(file: Import, *, at: datetime) -> None:
    intake.confirm(import_id=file.pk)
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    if file.state != Import.State.DONE:
        raise CommandError(file.trouble or "The file is not in. Run the command again.")


def _choices(still_open: Iterable[Lack]) -> list[dict[str, Any]]:
    """What --choose decides, for programs."""
    return [
        {"code": lack.code.value, "lines": list(lack.lines), "options": list(lack.options)}
        for lack in still_open
    ]


def _decides(options: dict[str, Any]) -> bool:
    """Whether any option changes how the file is read, so that the source's layout is not enough."""
    named = (
        "column",
        "stage",
        "type",
        "date_order",
        "decimal_mark",
        "metric",
        "year",
        "period",
        "blank_owner",
        "shift_to_now",
    )
    return any(options.get(name) for name in named)


def _owners(file: Import, told: list[str]) -> dict[str, int | None]:
    """The answers of --owner: for an owner of the file a person's id, or None for leave-out."""
    keys = [key for key, _lines, _first in owners_of(file)] if told else []
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
