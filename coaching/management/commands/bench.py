"""Measures all budgets on a throw-away database of many reps (make bench). Ends with 1 if one is not met."""

import os
import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coaching.management.bench import (
    database,
    gates,
    nightly,
    planners,
    proof,
    proof_cases,
    report,
    seeding,
    server,
)
from coaching.management.bench.gates import Size
from salesgym import clock

SIZES = (100, 1_000)
FULL_SIZES = (*SIZES, gates.FULL_SIZE)
CYCLES = 80


class Command(BaseCommand):
    help = "Measure SalesGym against its budgets on a throw-away database (make bench)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="go on to 10,000 reps, which takes minutes")
        parser.add_argument("--reps", type=int, nargs="+", help="other sizes, the smallest first")
        parser.add_argument("--cycles", type=int, default=CYCLES)
        parser.add_argument(
            "--plans", type=int, default=proof.PLANS, help="plans a case of the proof; 0: no proof"
        )
        parser.add_argument("--like", default="", help="copy this migrated database instead of making one")
        parser.add_argument("--to", type=Path, default=settings.VAR_DIR / "bench.json")

    def handle(
        self,
        *,
        full: bool,
        reps: list[int] | None,
        cycles: int,
        plans: int,
        like: str,
        to: Path,
        **options: object,
    ) -> None:
        if settings.DEBUG or settings.IS_DEMO:
            raise CommandError("The bench runs as production does: unset SALESGYM_DEBUG and SALESGYM_DEMO.")
        sizes = tuple(reps or (FULL_SIZES if full else SIZES))
        if list(sizes) != sorted(set(sizes)) or sizes[0] < 1:
            raise CommandError("Name the sizes from the smallest to the largest, each once.")
        started = time.monotonic()
        with database.throw_away(like=like) as url:
            found = [self._grow(before, to_size) for before, to_size in zip((0, *sizes), sizes)]  # noqa: B905
            with server.running(url) as port:
                self._say(f"Measuring {cycles} cycles ...")
                times, lines = gates.ratios(port, cycles=cycles)
                lines += [*gates.weights(), *gates.counts(found), *gates.arithmetic_lines(port)]
            self._say("Judging plans ...")
            lines += nightly.lines(slack=gates.SLACK)
            self._say("Planning reminders ...")
            lines += planners.lines()
            self._say("Importing ...")
            lines += gates.import_lines(sizes[-1], at=clock.now())
        self._say("Proving what plans promise ...")
        bounds = proof_cases.bounds(plans) if plans else []
        at, load = clock.now().isoformat(timespec="seconds"), server.load()
        facts = {**gates.facts(found, times), "bounds": [proof.told(bound) for bound in bounds]}
        report.write(to, lines, at=at, load=load, cycles=cycles, processors=os.cpu_count(), **facts)
        self._say(f"{report.table(lines)}\n\n{proof.table(bounds)}")
        self._say(f"Took {time.monotonic() - started:.0f} s; load {load}; the same as JSON: {to}")
        if report.is_broken(lines) or not all(bound.is_met for bound in bounds):
            raise SystemExit(1)

    def _grow(self, before: int, to: int) -> Size:
        self._say(f"Making {to:,} reps ...")
        at = clock.now()
        seeding.grow(before=before, to=to, on=timezone.localtime(at).date(), at=at)
        return gates.size(to)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
