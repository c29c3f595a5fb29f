"""manage.py rebuild_team_weeks: sum up the teams' weeks anew, or check whether the sums are right."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from salesgym.numbers.actions import team_weeks
from salesgym.numbers.actions.team_weeks import Difference


class Command(BaseCommand):
    help = "Add up the teams' numbers by week anew. Repeats change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="List what differs, change nothing, exit 1.")
        parser.add_argument("--json", action="store_true", help="Print the answer for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check(as_json=options["json"])
            return
        changed = team_weeks.rebuild()
        self.stdout.write(
            json.dumps({"changed": changed}) if options["json"] else f"Sums changed: {changed:,}."
        )

    def _check(self, *, as_json: bool) -> None:
        found = team_weeks.check()
        if as_json:
            differences = [asdict(difference) for difference in found]
            self.stdout.write(json.dumps({"differences": differences}, default=str, ensure_ascii=False))
        else:
            lines = [_line(difference) for difference in found]
            self.stdout.write(
                "\n".join([*lines, f"Sums that differ from the reps' numbers: {len(found):,}."])
            )
        if found:
            raise SystemExit(1)


def _line(difference: Difference) -> str:
    place = f"{difference.team}, {difference.metric}, week of {difference.week_start}"
    stored = _said(difference.stored, difference.stored_reps)
    return f"{place}: stored {stored}, the reps' numbers say {_said(difference.raw, difference.raw_reps)}."


def _said(total: Decimal | None, reps: int | None) -> str:
    return "nothing" if total is None else f"{total:f} of {reps}"
