"""Tables that are no numbers, such as a list of people, as text: read by the same reader as numbers."""

import io
import tempfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.calculations.importing.files import letters, table, workbook
from salesgym.numbers.calculations.importing.files.header import Start, find_start, head_of
from salesgym.numbers.calculations.importing.files.kind import refuse_other_kinds
from salesgym.numbers.calculations.importing.files.text import ENCODINGS, settle_encoding, text_lines
from salesgym.numbers.calculations.importing.layout import Column, Look
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.people.calculations.people_table import TableText

HEAD = 8
SHOWN = 3


def as_text(content: bytes, encoding: str) -> TableText:
    """Any table, Excel too, as text with its lines where they were. Raises Refused with a sentence.

    Lines that sum up others are empty lines. `encoding` is what a person
    says; where it is "" and the file does not tell, `guessed` names the encoding that fits.
    """
    if encoding and encoding not in ENCODINGS:
        raise Refused(
            _("“%(name)s” is no encoding. Say one of these: %(known)s.")
            % {"name": encoding, "known": ", ".join(ENCODINGS)}
        )
    with tempfile.TemporaryFile() as lines:
        try:
            return _text(_opened(content, lines), encoding)
        except Unreadable as problem:
            raise Refused(sentence(problem.trouble, problem.details)) from problem


def _opened(content: bytes, lines: BinaryIO) -> BinaryIO:
    handle = io.BytesIO(content)
    if not workbook.is_workbook(content[:HEAD]):
        return handle
    workbook.to_csv(handle, lines)
    return lines


def _text(handle: BinaryIO, encoding: str) -> TableText:
    refuse_other_kinds(handle)
    settled, is_certain = settle_encoding(handle, encoding)
    rows = list(text_lines(handle, settled))
    text = "".join(rows)
    if not is_certain and not letters.is_plain_western(text):
        raise Unreadable(Trouble.ENCODING)
    start = _start(rows)
    if start is not None:
        totals = _totals(handle, settled, start)
        text = "".join("\n" if number in totals else row for number, row in enumerate(rows, 1))
    return TableText(
        text=text,
        separator=start.separator if start else "",
        guessed="" if is_certain else settled.title(),
        words=() if is_certain else letters.unusual_words(text, SHOWN),
    )


def _start(rows: list[str]) -> Start | None:
    """The line with the names of the columns; None where there is none: who asked has the sentence for it."""
    try:
        return find_start(head_of(iter(rows)))
    except Unreadable:
        return None


def _totals(handle: BinaryIO, encoding: str, start: Start) -> set[int]:
    """The numbers of lines that sum up others or end a report. A line with an address is a person's."""
    columns = tuple(Column(name) for name in start.names)
    look = Look(encoding, True, start.separator, start.line, columns, 0)
    lines = table.lines(handle, look)
    return {line.number for line in lines if line.is_total and not any("@" in cell for cell in line.cells)}
