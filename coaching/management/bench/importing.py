"""Times an import and, in the same run, a plain COPY of the same rows."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test.utils import override_settings

from coaching.management.bench import world
from salesgym.numbers.actions.imports import intake, upload
from salesgym.numbers.actions.imports.copying import Copy
from salesgym.numbers.calculations.importing.cells.csv_text import Cell, write
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.models import Import, Metric, TeamWeek, WeeklyValue
from salesgym.people.models import User

# Metrics without values in the bench's database, so that the import finds no rows to compare with.
KEYS = ("outreach", "conversations", "proposals", "priced_deals")
MOST_REPS, WEEKS = 250, 50
SOURCE = "Bench"
FIELDS = ("rep", "metric", "week_start", "value", "source", "entered_by", "entered_at", "origin")
ROUNDS = 3

Row = tuple[User, Metric, date, int]


def times_copy(*, reps: int, at: datetime) -> tuple[float, int]:
    """The best time of an import divided by the best time of the plain COPY, and how many values it imports."""
    rows = _rows(min(reps, MOST_REPS), at)
    lines: list[list[Cell]] = [[rep.name, str(week), metric.name, value] for rep, metric, week, value in rows]
    content = "".join(write([["Rep", "Week", "Metric", "Value"], *lines])).encode()
    bare, imported = [], []
    # Other work on the machine can only make a round longer, so the shortest round of each kind is compared.
    for _round in range(ROUNDS):
        bare.append(_copy(rows, at))
        imported.append(_import(content, len(rows), at))
        bare.append(_copy(rows, at))
    return min(imported) / min(bare), len(rows)


def _rows(reps: int, at: datetime) -> list[Row]:
    people = User.objects.filter(pk__in=[world.rep_of(number) for number in range(1, reps + 1)])
    metrics = Metric.objects.filter(key__in=KEYS)
    weeks = list(complete_weeks(until=at.date(), weeks=WEEKS))
    return [
        (rep, metric, week, (rep.pk + place) % 90)
        for rep in people
        for metric in metrics
        for place, week in enumerate(weeks)
    ]


def _copy(rows: Sequence[Row], at: datetime) -> float:
    """Seconds of a COPY into the table, with its indexes and constraints; rolled back afterwards."""
    with transaction.atomic():
        started = time.monotonic()
        with Copy(WeeklyValue, FIELDS) as copy:
            for rep, metric, week, value in rows:
                copy.add((rep.pk, metric.pk, week, value, "import", None, at, None))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = time.monotonic() - started
        transaction.set_rollback(True)
    return took


def _import(content: bytes, values: int, at: datetime) -> float:
    """Seconds from the upload to the last row; the imported rows are deleted for the next round."""
    # The broker belongs to the person who runs the bench: no task may start for rows that are deleted at once.
    with override_settings(WAKE={}):
        started = time.monotonic()
        file = upload.receive(pieces=[content], file_name="values.csv", by=None, at=at)
        file = _work(file.pk, at)
        if file.state == Import.State.ASKING:
            decisions = decisions_from_json(file.decisions)
            intake.answer(import_id=file.pk, decisions=replace(decisions, source_name=SOURCE))
            file = _work(file.pk, at)
        if file.state == Import.State.READY:
            intake.confirm(import_id=file.pk)
            file = _work(file.pk, at)
        took = time.monotonic() - started
    if file.added != values:
        raise CommandError(f"{file.added} of {values} values came in ({file.state}): {file.trouble}")
    WeeklyValue.objects.filter(metric__key__in=KEYS).delete()
    TeamWeek.objects.filter(metric__key__in=KEYS).delete()
    return took


def _work(import_id: int, at: datetime) -> Import:
    intake.work(import_id=import_id, at=at)
    return Import.objects.get(pk=import_id)
