"""manage.py import_people FILE: import people from a CSV file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from salesgym import clock, mail_files
from salesgym.errors import Refused
from salesgym.people.actions import invitation, people_file, people_import
from salesgym.people.actions.people_import import Summary
from salesgym.people.queries.invitations import without_open_invitation


class Command(BaseCommand):
    help = "Take people and teams in from a CSV file: all of it or nothing. Nobody is written to without --invite."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="CSV or Excel with name and email, or sales_agent, manager, regional_office",
        )
        parser.add_argument(
            "--email-domain", default="", help="makes addresses from names: first.last@DOMAIN"
        )
        parser.add_argument(
            "--encoding", default="", help="How the letters are written where the file does not say."
        )
        parser.add_argument(
            "--invite", action="store_true", help="send everybody in the file the link that lets them in"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="the summary for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary, invited = self._take_in(options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(
                    json.dumps(
                        {
                            "read": 0,
                            "added": 0,
                            "changed": 0,
                            "unchanged": 0,
                            "refused": [{"line": None, "reason": str(refusal)}],
                        }
                    )
                )
            raise CommandError(f"Nothing was changed. {refusal}") from refusal
        self._tell(summary, invited, options)
        if summary.is_refused:
            raise CommandError(
                "Nothing was changed. Put the lines named above right and import the file again."
            )

    def _take_in(self, options: dict[str, Any]) -> tuple[Summary, int]:
        content = options["file"].read_bytes()
        file = people_file.read(content, email_domain=options["email_domain"], encoding=options["encoding"])
        if file.note:
            self.stderr.write(file.note)
        at = clock.now()
        with transaction.atomic():
            summary = people_import.take_in(file=file, on=clock.today(), is_rehearsal=options["dry_run"])
            if not options["invite"] or options["dry_run"] or summary.is_refused:
                return summary, 0
            people = without_open_invitation([row.email for row in file.rows], at=at)
            return summary, len(invitation.invite_all(people=people, by=None, at=at))

    def _tell(self, summary: Summary, invited: int, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({**summary.as_numbers(), "invited": invited}))
            return
        for problem in summary.refused:
            self.stderr.write(f"line {problem.line}: {problem.reason}")
        if summary.is_refused:
            return
        for person, what in summary.told():
            self.stdout.write(f"{person}: {'; '.join(map(str, what))}")
        for line in (*summary.new_managers, *summary.plans):
            self.stdout.write(line)
        would = "Would be" if options["dry_run"] else "Now"
        self.stdout.write(
            f"{summary.read} lines read. {would}: {len(summary.added)} people added, {len(summary.changes)} changed, "
            f"{summary.unchanged} unchanged, {len(summary.new_teams)} teams new. {invited} invited."
        )
        if invited and mail_files.folder():
            self.stdout.write(
                f"No mail server is set: their links are in the files of {mail_files.folder()}."
            )
