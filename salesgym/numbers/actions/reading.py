"""The first step of an import: a file is looked at, and how it is to be read is remembered or guessed."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from salesgym.numbers.actions import upload
from salesgym.numbers.actions.work import Work
from salesgym.numbers.calculations.importing.columns import mapping, saved
from salesgym.numbers.calculations.importing.files import table, workbook
from salesgym.numbers.calculations.importing.layout import Kind, Look, key_of
from salesgym.numbers.calculations.importing.question import About, Guess
from salesgym.numbers.calculations.importing.stored import (
    Decisions,
    decisions_from_json,
    decisions_to_json,
    look_to_json,
)
from salesgym.numbers.models import Import, Metric, Source
from salesgym.people.models import Organization

DEFAULT_SOURCE = "CRM"
HEAD = 8


def read(file: Import, work: Work) -> None:
    """Look at the file. It goes on to be compared where its source is known and nothing is in doubt."""
    told = file.decisions
    with upload.opened(file) as handle:
        handle = _as_lines(file, handle, work)
        work.beat(0, file.size)
        look = table.look(
            handle,
            encoding=told.get("encoding", ""),
            header_line=told.get("header_line", 0),
            on_progress=work.beat,
        )
    source, decisions = _decide(file, look)
    if source is not None and not decisions.questions:
        state, trusted = Import.State.STAGING, source
    else:
        state, trusted = Import.State.ASKING, None
    work.advance(
        state,
        kind=decisions.layout.kind.value,
        source=trusted,
        look=look_to_json(look),
        decisions=decisions_to_json(decisions),
    )


def guess(file: Import, look: Look, *, kind: Kind | None) -> Guess:
    """How the file is most likely to be read, as what it says it is."""
    organization = Organization.objects.current()
    return mapping.guess(
        look,
        kind=kind,
        metric_names=metric_names(),
        time_zone=organization.time_zone,
        currency=organization.currency,
    )


def metric_names() -> dict[str, str]:
    """The metrics that a file may bring, by every name one could write. What follows from deals is not among them."""
    metrics = Metric.objects.typed().order_by("position")
    named = ((key_of(text), metric.key) for metric in metrics for text in (metric.name, metric.key))
    return dict(named)


def _as_lines(file: Import, handle: BinaryIO, work: Work) -> BinaryIO:
    """The file as lines of text. A workbook's sheet is turned into them, once, and kept instead."""
    head = handle.read(HEAD)
    handle.seek(0)
    if not workbook.is_workbook(head):
        return handle
    lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last reference, after the look
    work.beat(0, table.MOST_LINES)
    workbook.to_csv(handle, lines, on_progress=work.beat)
    lines.seek(0)
    upload.replace(file, lines)
    lines.seek(0)
    return lines


def _decide(file: Import, look: Look) -> tuple[Source | None, Decisions]:
    """The source whose files look like this one, with its mapping; else no source and the best guess."""
    before = decisions_from_json(file.decisions) if "layout" in file.decisions else None
    kind = Kind(file.kind) if file.kind else None
    names, organization = metric_names(), Organization.objects.current()
    for source in _sources(file):
        known = saved.from_saved(
            look,
            source.layout,
            metric_names=names,
            time_zone=organization.time_zone,
            currency=organization.currency,
        )
        if known is not None and (kind is None or known.layout.kind == kind):
            return source, _with(before, _without_known_encoding(known, look, source), source.name, file)
    guessed = guess(file, look, kind=kind)
    return None, _with(before, guessed, guessed.system or _usual_source(file, guessed), file)


def _without_known_encoding(guessed: Guess, look: Look, source: Source) -> Guess:
    """A source whose files were once agreed to be written so is not asked again."""
    if source.layout.get("encoding") != look.encoding:
        return guessed
    asked = tuple(one for one in guessed.questions if one.about is not About.ENCODING)
    return replace(guessed, questions=asked)


def _usual_source(file: Import, guessed: Guess) -> str:
    """Where files of this kind came from last: one whose columns were renamed comes from there again."""
    done = Import.objects.done().filter(kind=guessed.layout.kind.value)
    own = done.filter(imported_by=file.imported_by).values_list("source__name", flat=True)
    return own.first() or DEFAULT_SOURCE


def _with(before: Decisions | None, guessed: Guess, source_name: str, file: Import) -> Decisions:
    """A guess as decisions; what the person had said about encoding and header stays."""
    told = file.decisions
    plain = Decisions(
        layout=guessed.layout,
        questions=guessed.questions,
        system=guessed.system,
        source_name=told.get("source_name") or source_name,
        encoding=told.get("encoding", ""),
        header_line=told.get("header_line", 0),
    )
    return plain if before is None else replace(plain, owners=before.owners, take_typed=before.take_typed)


def _sources(file: Import) -> Iterator[Source]:
    """Sources with a mapping, those first that this person used last; one that was named for the file alone."""
    known = Source.objects.exclude(layout={})
    if file.kind:
        known = known.filter(kind=file.kind)
    if file.decisions.get("source_name"):
        return iter(known.filter(name__iexact=file.decisions["source_name"]))
    used = Import.objects.done().filter(imported_by=file.imported_by).values_list("source_id", flat=True)
    by_id = {source.pk: source for source in known.order_by("-pk")}
    order = dict.fromkeys(chain(used[:50], by_id))
    return (by_id[pk] for pk in order if pk in by_id)
