"""A CSV file of people as rows to import, and its problems as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salesgym import hooks
from salesgym.errors import Refused
from salesgym.people.calculations import people_file
from salesgym.people.calculations.people_file import PeopleLines, PersonRow
from salesgym.people.calculations.people_table import MOST_BYTES, Line, TableText
from salesgym.people.calculations.people_trouble import Trouble, Unreadable

SENTENCES = {
    Trouble.OTHER_COLUMNS: _(
        "The first line names other columns than expected. It needs name and email, "
        "or sales_agent, manager and regional_office."
    ),
    Trouble.NOT_CSV: _("Line %(line)s cannot be read as CSV. Save the table as CSV again."),
    Trouble.NOBODY: _("The file holds nobody. It needs a line of column names and a line for each person."),
    Trouble.TOO_MANY_LINES: _("The file has more than %(most)s lines. Split it."),
    Trouble.COLUMN_TWICE: _("Two columns of the file have the same name. Name each column once."),
    Trouble.TOO_LARGE: _("The file is larger than 2 MB. Split it."),
    Trouble.NO_DOMAIN: _("This list has names and no addresses. Say which email domain they have."),
    Trouble.FIELDS: _("This line has %(have)s columns, the first line has %(need)s."),
    Trouble.NO_TEAM: _("Name the team as well: a manager and a parent team belong to one."),
    Trouble.ADDRESS_TAKEN: _("%(email)s would be the address of %(name)s (line %(line)s) too."),
    Trouble.REP_TWICE: _("%(name)s stands on line %(line)s already."),
    Trouble.ADDRESS_TWICE: _("%(email)s stands on line %(line)s already."),
    Trouble.INVISIBLE: _("This line holds invisible characters. Type it again."),
    Trouble.EMPTY: _("The column %(column)s is empty."),
    Trouble.TOO_LONG: _("The column %(column)s holds more than %(most)s letters."),
    Trouble.EMAIL: _("“%(value)s” is no email address."),
    Trouble.NO_ADDRESS: _("No address can be made from “%(name)s”. Use the columns name and email."),
    Trouble.TIME_ZONE: _("“%(value)s” is no time zone. Write it like Europe/Berlin."),
    Trouble.DATE: _("“%(value)s” is no date. Write it like 2026-01-31."),
}


class FileRefused(Refused):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True)
class Problem:
    """One line that cannot be imported, and how to correct it."""

    line: int
    reason: str


@dataclass(frozen=True)
class PeopleFile:
    """The people of a file, and its lines that cannot be imported."""

    read: int
    rows: tuple[PersonRow, ...]
    problems: tuple[Problem, ...] = field(default=())
    text: str = ""
    note: str = ""


def read(content: bytes, *, email_domain: str = "", encoding: str = "") -> PeopleFile:
    """The people in this file, CSV or Excel. Raises FileRefused with a sentence where it cannot be read.

    `text` is the same file as text, to be read again; `note` says how its letters were read where nothing tells.
    """
    found = _as_text(content, encoding)
    try:
        lines = people_file.read(found, email_domain=email_domain, is_email=_is_email)
    except Unreadable as unreadable:
        raise FileRefused(_sentence(unreadable.trouble, unreadable.details)) from unreadable
    return replace(_in_words(lines), text=found.text, note=_note(found))


def from_cells(lines: list[Line]) -> PeopleFile:
    """The same from rows typed on a page: each row's number, and its cells by column name."""
    return _in_words(people_file.from_cells(lines, is_email=_is_email))


def _as_text(content: bytes, encoding: str) -> TableText:
    """The file as text, read by the reader of all tables."""
    if len(content) > MOST_BYTES:
        raise FileRefused(_sentence(Trouble.TOO_LARGE, {}))
    [read_table] = hooks.table_readers
    try:
        return read_table(content, encoding)
    except Refused as refusal:
        raise FileRefused(str(refusal)) from refusal


def _note(found: TableText) -> str:
    if not found.guessed:
        return ""
    words = {"encoding": found.guessed, "words": ", ".join(found.words)}
    return (
        gettext(
            "The file does not say how its letters are written. They were read as %(encoding)s: %(words)s. "
            "If that reads wrong, save the table as CSV UTF-8 and choose that file."
        )
        % words
    )


def _in_words(lines: PeopleLines) -> PeopleFile:
    problems = (Problem(bad.line, _sentence(bad.trouble, bad.details)) for bad in lines.bad_lines)
    return PeopleFile(lines.read, lines.rows, tuple(problems))


def _sentence(trouble: Trouble, details: Mapping[str, object]) -> str:
    return str(SENTENCES[trouble]) % details


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
