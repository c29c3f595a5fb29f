"""The second step of an import: store each line as typed rows in a staging table, or refuse it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db import connection
from django.db.models import F, Max
from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import adding_up, upload
from salesgym.numbers.actions.imports.copying import Copy
from salesgym.numbers.actions.imports.staged_rows import DEAL_FIELDS, VALUE_FIELDS, Reader, are_one, reader_of
from salesgym.numbers.actions.imports.work import Work
from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.cells.rounded_id import RoundedIds
from salesgym.numbers.calculations.importing.files import table as file_table
from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.calculations.importing.layout import Kind, Layout, Line
from salesgym.numbers.calculations.importing.rows.above import filled_down
from salesgym.numbers.calculations.importing.rows.own_total import OwnTotal
from salesgym.numbers.calculations.importing.stored import (
    Decisions,
    decisions_from_json,
    decisions_to_json,
    look_from_json,
)
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.weeks.calendar import last_complete_week, monday
from salesgym.numbers.models import (
    ComparedValue,
    Import,
    RefusedLine,
    Source,
    StagedDeal,
    StagedOwner,
    StagedValue,
)
from salesgym.numbers.pages.imports.places import where
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.numbers.queries.imports.lacks import identity

LINES_PER_BEAT = 2000
LINES_NAMED = 5
FURTHEST_SHIFT = 36525
REFUSAL_FIELDS = ["file", "line", "trouble", "reason"]

# Refuse weeks that have not begun and deals closed in the future; one day later is allowed, for other
# time zones.
FUTURE_VALUES = """
WITH gone AS (
    DELETE FROM numbers_stagedvalue WHERE file_id = %(file)s AND months = 0
    AND (starts_on > %(on)s OR day > %(on)s + 1) RETURNING line, coalesce(day, starts_on) AS day
)
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT DISTINCT %(file)s, line, %(trouble)s, format(%(reason)s, day) FROM gone
"""
FUTURE_DEALS = """
WITH gone AS (
    DELETE FROM numbers_stageddeal WHERE file_id = %(file)s AND (closed_on > %(on)s + 1 OR opened_on > %(on)s + 1)
    RETURNING line, greatest(closed_on, opened_on) AS day
)
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT %(file)s, line, %(trouble)s, format(%(reason)s, day) FROM gone
"""


def stage(file: Import, work: Work, *, on: date) -> None:
    """Write the file's lines into the staging tables anew. `on` is today in the organization's time zone."""
    clear(file)
    decisions = decisions_from_json(file.decisions)
    look = look_from_json(file.look)
    work.beat(0, max(look.lines, 1))
    with upload.opened(file) as handle:
        lines = filled_down(_counted(file_table.lines(handle, look), work), decisions.layout)
        own, ids = OwnTotal(look, decisions.layout), RoundedIds()
        read, left_out = _write(file, decisions.layout, lines, own, ids, work)
    _refuse_rounded(file, decisions, ids, look.book)
    _count_rows(file)
    shift_days = _shift(file, decisions, on=on)
    _refuse_future(file, on=on)
    lacks = tuple(_lacks(file, decisions))
    said, added = ("", "") if _is_mixed(file, decisions) else own.texts()
    # What the file came to by itself is said beside what stands here from now on.
    decisions = replace(decisions, shift_days=shift_days, skipped=left_out, lacks=lacks, short=())
    decisions = replace(decisions, own_total=said, lines_total=added)
    file.decisions, file.read = decisions_to_json(decisions), read
    file.save(update_fields=["decisions", "read"])


def _is_mixed(file: Import, decisions: Decisions) -> bool:
    """Whether amounts of several currencies may not be added up."""
    others = StagedDeal.objects.filter(file=file).exclude(file_currency="")
    return not are_one(decisions.chosen) and others.exists()


def _refuse_rounded(file: Import, decisions: Decisions, ids: RoundedIds, book: Book | None) -> None:
    """Raise Unreadable where IDs were rounded: several deals may have one of these, and one would replace another."""
    lines = ids.lines()
    if not lines:
        return
    lack = Lack(Code.ROUNDED_ID, ids.first(), count=len(lines))
    file.decisions = decisions_to_json(replace(decisions, lacks=(lack,)))
    file.save(update_fields=["decisions"])
    layout = decisions.layout
    column = layout.name_of(layout.column_of(Role.EXTERNAL_ID), "ID")
    named = where(lines, book, most=LINES_NAMED)
    raise Unreadable(Trouble.ROUNDED_ID, column=column, where=named, line=str(lines[0]))


def _lacks(file: Import, decisions: Decisions) -> Iterator[Lack]:
    """What the IDs cannot tell; the lines of a deal are put together as it was chosen."""
    if decisions.layout.is_without_id:
        yield from identity.without_id(decisions.layout, system=decisions.system)
        return
    for lack in identity.repeated(file, decisions.layout):
        chosen = decisions.chosen.get(lack.code)
        if chosen == identity.ADD_UP:
            adding_up.add_up(file)
        elif chosen == identity.ONE_AMOUNT:
            adding_up.name_once(file)
        yield lack


def _count_rows(file: Import) -> None:
    """ANALYZE the staging table, so that queries on its new rows are planned well.

    Autovacuum cannot do it in time: it does not see the rows before the commit.
    """
    table = (StagedDeal if file.kind == Source.Kind.DEALS else StagedValue)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _write(
    file: Import,
    layout: Layout,
    lines: Iterator[Line],
    own: OwnTotal,
    ids: RoundedIds,
    work: Work,
) -> tuple[int, int]:
    """Write each line as rows or as a refusal; returns the numbers of lines read and left out on purpose."""
    read = left_out = 0
    reader, place = reader_of(file, layout), layout.column_of(Role.EXTERNAL_ID)
    with _copy(layout.kind, work) as rows, Copy(RefusedLine, REFUSAL_FIELDS, hold=work.hold) as refused:
        for line in lines:
            if line.is_total:
                continue
            read += 1
            own.add(line)
            if place is not None:
                ids.add(line.number, line.cells[place].strip())
            try:
                found = _read(reader, line)
            except Unreadable as problem:
                reason = sentence(problem.trouble, problem.details)
                refused.add((file.pk, line.number, problem.trouble.value, reason))
                continue
            left_out += not found
            for row in found:
                rows.add(row)
    return read, left_out


def clear(file: Import) -> None:
    """Delete all staged rows and refused lines of this file."""
    clear_rows(file)
    RefusedLine.objects.filter(file=file).delete()


def clear_rows(file: Import) -> None:
    """Delete the staged rows; refused lines stay, to be shown."""
    for model in (StagedDeal, StagedValue, StagedOwner, ComparedValue):
        model._default_manager.filter(file=file).delete()


def _read(reader: Reader, line: Line) -> list[tuple[object, ...]]:
    if line.has_wrong_length:
        raise Unreadable(Trouble.FIELDS)
    return reader(line)


def _counted(lines: Iterator[Line], work: Work) -> Iterator[Line]:
    for count, line in enumerate(lines, start=1):
        if count % LINES_PER_BEAT == 0:
            work.beat(count)
        yield line


def _copy(kind: Kind, work: Work) -> Copy:
    if kind is Kind.DEALS:
        return Copy(StagedDeal, DEAL_FIELDS, hold=work.hold)
    return Copy(StagedValue, VALUE_FIELDS, hold=work.hold)


def _shift(file: Import, decisions: Decisions, *, on: date) -> int:
    """Move the dates of deals by whole weeks where the source or this file asks for it; the days moved."""
    source = file.source
    if source is None or source.kind != Source.Kind.DEALS:
        return 0
    days = source.shift_days
    if days is None and decisions.shift_to_now:
        days = _days_to_now(file, on=on)
    if days:
        by = timedelta(days=days)
        StagedDeal.objects.filter(file=file).update(
            opened_on=F("opened_on") + by, closed_on=F("closed_on") + by
        )
    return days or 0


def _refuse_future(file: Import, *, on: date) -> None:
    """Refuse lines with dates in the future."""
    reason = _("The date %s lies in the future. Check it.")
    with connection.cursor() as cursor:
        cursor.execute(
            FUTURE_DEALS if file.kind == Source.Kind.DEALS else FUTURE_VALUES,
            {"file": file.pk, "on": on, "trouble": Trouble.FUTURE.value, "reason": reason},
        )


def _days_to_now(file: Import, *, on: date) -> int:
    """By how many days, a multiple of 7, to move the file's newest date into the last complete week."""
    newest = StagedDeal.objects.filter(file=file).aggregate(opened=Max("opened_on"), closed=Max("closed_on"))
    days = [day for day in newest.values() if day is not None]
    if not days:
        return 0
    shift = (last_complete_week(on) - monday(max(days))).days
    if abs(shift) > FURTHEST_SHIFT:
        raise Unreadable(Trouble.YEAR, column="", text=str(max(days)))
    return shift
