"""A file brought in as its pages bring it: uploaded, read, agreed to, compared, and taken in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from salesgym.numbers.actions.imports import choosing, intake, upload
from salesgym.numbers.calculations.importing.layout import Layout
from salesgym.numbers.calculations.importing.stored import decisions_from_json, look_from_json
from salesgym.numbers.models import Import

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def receive(content, *, by=None, at=AT, kind="", file_name="deals.csv"):
    """The file as it is after it was read: asked about, compared, or refused."""
    file = upload.receive(pieces=[content], file_name=file_name, by=by, at=at, kind=kind)
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    return file


def compare(content, *, at=AT, source="", **options):
    """The file as it stands before the yes; what was guessed is agreed to."""
    layout = options.pop("layout", {})
    chosen = options.pop("chosen", {})
    shift_to_now = options.pop("shift_to_now", False)
    file = receive(content, at=at, **options)
    is_open = file.state == Import.State.ASKING
    if is_open or (file.state == Import.State.READY and (shift_to_now or layout)):
        decisions = decisions_from_json(file.decisions)
        decisions = replace(
            decisions,
            layout=replace(decisions.layout, **layout),
            source_name=source or decisions.source_name or "CRM",
            shift_to_now=shift_to_now,
        )
        intake.answer(import_id=file.pk, decisions=decisions)
        intake.work(import_id=file.pk, at=at)
        file.refresh_from_db()
    return choose(file, at=at, **chosen) if chosen else file


def choose(file, *, at=AT, **chosen):
    """The file compared anew, after these choices about what it cannot tell."""
    choosing.choose(import_id=file.pk, chosen=chosen)
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    return file


def take(content, *, at=AT, **options):
    """The file after the yes."""
    file = compare(content, at=at, **options)
    assert file.state == Import.State.READY, file.trouble
    return say_yes(file, at=at)


def say_yes(file, *, at=AT):
    intake.confirm(import_id=file.pk)
    intake.work(import_id=file.pk, at=at)
    file.refresh_from_db()
    return file


def counts(file):
    """Lines read, and what became of them."""
    return file.read, file.added, file.changed, file.unchanged, file.refused


def reasons(file) -> Sequence[tuple[int, str]]:
    return list(file.refused_lines.order_by("line").values_list("line", "reason"))


def layout_of(file) -> Layout:
    return decisions_from_json(file.decisions).layout


def look_of(file):
    return look_from_json(file.look)


def csv_of(*lines):
    """A file from its lines."""
    return "\n".join([*lines, ""]).encode()
