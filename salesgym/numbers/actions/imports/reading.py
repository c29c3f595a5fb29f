"""The first step of an import: examine a file, and find its layout by its source or by guessing."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO

from salesgym.numbers.actions.imports import upload
from salesgym.numbers.actions.imports.work import Work
from salesgym.numbers.calculations.importing import book_lacks, following, short_sums
from salesgym.numbers.calculations.importing.columns import mapping, saved
from salesgym.numbers.calculations.importing.files import table, workbook
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.layout import BlankOwner, Kind, Look, key_of
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.rows.above import owners_above
from salesgym.numbers.calculations.importing.stored import (
    Decisions,
    decisions_from_json,
    decisions_to_json,
    look_from_json,
    look_to_json,
)
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import Import, Metric, Source
from salesgym.numbers.queries.imports.lacks import identity
from salesgym.people.models import Organization

DEFAULT_SOURCE = "CRM"
HEAD = 8
Follows = Mapping[str, Mapping[str, int]]


def read(file: Import, work: Work) -> None:
    """Examine the file. Where its source is known and nothing is in doubt, the next step follows at once."""
    told = file.decisions
    with upload.as_sent(file) as handle:
        handle, converted = _as_lines(file, handle, work)
        work.beat(0, file.size)
        look = table.look(
            handle,
            encoding=told.get("encoding", ""),
            header_line=told.get("header_line", 0),
            left_out=converted.left_out if converted else None,
            borders=[sheet.first_line for sheet in converted.book.read] if converted else (),
            on_progress=work.beat,
        )
        if converted:
            look = replace(look, book=converted.book, lacks=tuple(book_lacks.written(converted.book)))
        source, decisions = _decide(file, look)
        decisions = _with_what_follows(decisions, handle, look)
        if short_sums.is_summable(decisions.layout, decisions.questions, look.lines):
            own = Organization.objects.current().currency
            short = short_sums.short_sums(table.lines(handle, look), decisions.layout, own)
            decisions = replace(decisions, short=short)
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
    """The most likely layout of the file, as the given kind where there is one."""
    organization = Organization.objects.current()
    return mapping.guess(
        look,
        kind=kind,
        metric_names=metric_names(),
        time_zone=organization.time_zone,
    )


def metric_names() -> dict[str, str]:
    """The keys of metrics that a file may contain, by their usual names. Without those counted from deals."""
    metrics = Metric.objects.typed().order_by("position")
    named = ((key_of(text), metric.key) for metric in metrics for text in (metric.name, metric.key))
    return dict(named)


def _as_lines(file: Import, handle: BinaryIO, work: Work) -> tuple[BinaryIO, workbook.Converted | None]:
    """The file as lines of text. A workbook is converted as was chosen, and the text is stored beside it."""
    head = handle.read(HEAD)
    handle.seek(0)
    if not workbook.is_workbook(head):
        return handle, None
    lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the last reference, after the look
    work.beat(0, table.MOST_LINES)
    wish = book_lacks.wish_of(
        file.decisions.get("chosen", {}), header_line=file.decisions.get("header_line", 0)
    )
    converted = workbook.to_csv(handle, lines, wish=wish, on_progress=work.beat)
    lines.seek(0)
    upload.put_text(file, lines)
    lines.seek(0)
    return lines, converted


def _decide(file: Import, look: Look) -> tuple[Source | None, Decisions]:
    """The source whose files have these columns, with its layout; else no source and the best guess."""
    before = decisions_from_json(file.decisions) if "layout" in file.decisions else None
    kind = Kind(file.kind) if file.kind else None
    names, organization = metric_names(), Organization.objects.current()
    for source, layout in chain(_answered(file, look, before), _known_layouts(file)):
        known = saved.from_saved(
            look,
            layout,
            metric_names=names,
            time_zone=organization.time_zone,
        )
        if known is not None and (kind is None or known.layout.kind == kind):
            return source, _with(before, _without_known_encoding(known, look, source), source.name, file)
    guessed = guess(file, look, kind=kind)
    return None, _with(before, guessed, guessed.system, file)


def _with_what_follows(decisions: Decisions, handle: BinaryIO, look: Look) -> Decisions:
    """The decisions, with what follows from each order of day and month, and whose blank lines are, where asked."""
    counted: dict[About, Follows] = {}
    if following.is_countable(decisions.layout, decisions.questions, look.lines):
        counted[About.DATE_ORDER] = following.by_date_order(table.lines(handle, look), decisions.layout)
    if look.lines <= following.MOST_LINES and any(
        one.about is About.BLANK_OWNER for one in decisions.questions
    ):
        owners = owners_above(table.lines(handle, look), decisions.layout)
        counted[About.BLANK_OWNER] = {BlankOwner.ABOVE.value: owners}
    asked = (replace(one, follows=counted.get(one.about, one.follows)) for one in decisions.questions)
    return replace(decisions, questions=tuple(asked))


def _answered(file: Import, look: Look, before: Decisions | None) -> Iterator[tuple[Source, Any]]:
    """The layout that was answered before another part of the workbook was chosen: it holds for that part, too."""
    if before is not None and file.source is not None and not before.questions and look.book is not None:
        yield file.source, saved.to_saved(look_from_json(file.look), before.layout)


def _known_layouts(file: Import) -> Iterator[tuple[Source, Any]]:
    return ((source, source.layout) for source in _sources(file))


def _without_known_encoding(guessed: Guess, look: Look, source: Source) -> Guess:
    """Leave out the question of the encoding where the source's last file had the same one."""
    if source.layout.get("encoding") != look.encoding:
        return guessed
    asked = tuple(one for one in guessed.questions if one.about is not About.ENCODING)
    return replace(guessed, questions=asked)


def _with(before: Decisions | None, guessed: Guess, source_name: str, file: Import) -> Decisions:
    """A guess as decisions; the person's earlier answers on encoding and header stay."""
    told = file.decisions
    plain = Decisions(
        layout=guessed.layout,
        questions=guessed.questions,
        system=guessed.system,
        source_name=told.get("source_name") or source_name,
        encoding=told.get("encoding", ""),
        header_line=told.get("header_line", 0),
    )
    chosen = told.get("chosen", {})
    plain = replace(
        plain, chosen=chosen, lacks=tuple(identity.without_id(guessed.layout, system=guessed.system))
    )
    if chosen.get(Code.NO_ID) == identity.GO_ON:
        plain = without_id(plain)
    return plain if before is None else replace(plain, owners=before.owners, take_other=before.take_other)


def without_id(decisions: Decisions) -> Decisions:
    """The decisions for a file of deals whose lines have no IDs, after somebody chose to go on without."""
    if not any(lack.code is Code.NO_ID for lack in decisions.lacks):
        return decisions
    layout = replace(decisions.layout, is_without_id=True)
    asked = [_without_role(question, Role.EXTERNAL_ID) for question in decisions.questions]
    return replace(decisions, layout=layout, questions=tuple(one for one in asked if one is not None))


def _without_role(question: Question, role: Role) -> Question | None:
    """The question for columns without this role; None where it asks for nothing else."""
    if question.about is not About.COLUMNS or role not in question.texts:
        return question
    left = tuple(text for text in question.texts if text != role)
    return replace(question, texts=left) if left else None


def _sources(file: Import) -> Iterator[Source]:
    """Sources with a layout, the person's own last ones first; only the file's source where it has one."""
    known = Source.objects.exclude(layout={})
    if file.kind:
        known = known.filter(kind=file.kind)
    if file.decisions.get("source_name"):
        return iter(known.filter(name__iexact=file.decisions["source_name"]))
    used = Import.objects.done().filter(imported_by=file.imported_by).values_list("source_id", flat=True)
    by_id = {source.pk: source for source in known.order_by("-pk")}
    order = dict.fromkeys(chain(used[:50], by_id))
    return (by_id[pk] for pk in order if pk in by_id)
