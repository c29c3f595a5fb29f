"""Reads a CSV file of people into rows and problems. Does not use the database.

Two forms: ours (name, email and what else is known), and the list of a CRM
(sales_agent, manager, regional_office), whose addresses are made from the names.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.people.models.user import known_time_zone

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST_NAME = 120
CRM_COLUMNS = ("sales_agent", "manager", "regional_office")
OUR_COLUMNS = ("name", "email")
CRM_ROLE = "Sales rep"
# Letters that Unicode normalization does not split into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


class FileRefused(Refused):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True)
class Problem:
    """One line that cannot be imported, and how to correct it."""

    line: int
    reason: str


@dataclass(frozen=True)
class TeamName:
    """A team as the file names it; `parent` is empty where the file names none."""

    name: str
    parent: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One person as the file describes them. An empty field means that the file says nothing about it."""

    line: int
    name: str
    email: str
    team: TeamName | None = None
    manager_email: str = ""
    job_role: str = ""
    time_zone: str = ""
    joined_on: date | None = None


@dataclass(frozen=True)
class PeopleFile:
    """The people of a file, and its lines that cannot be imported."""

    read: int
    rows: tuple[PersonRow, ...]
    problems: tuple[Problem, ...] = field(default=())


class _Unreadable(Exception):
    """This line has a problem; the message says how to correct it."""


def read(content: bytes, *, email_domain: str = "") -> PeopleFile:
    """The people in this file. Raises FileRefused with a sentence where it cannot be read."""
    header, lines = _table(content)
    if set(CRM_COLUMNS) <= set(header):
        return _read_crm_list(lines, email_domain.strip().lower().lstrip("@"))
    if set(OUR_COLUMNS) <= set(header):
        return _read_our_form(lines)
    raise FileRefused(
        _(
            "The first line names other columns than expected. It needs name and email, "
            "or sales_agent, manager and regional_office."
        )
    )


def address(name: str, domain: str) -> str:
    """first.last@domain in lower-case ASCII; "" where the name has no Latin letter."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(PLAIN_LETTERS))
    words = [
        "".join(letter for letter in word if (letter.isascii() and letter.isalnum()) or letter == "-")
        for word in plain.split()
    ]
    local = ".".join(word.strip("-") for word in words if word.strip("-"))
    return f"{local}@{domain}" if local else ""


Line = tuple[int, dict[str, str]]


def _table(content: bytes) -> tuple[list[str], list[Line]]:
    text = _decoded(content)
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = [(reader.line_num, record) for record in reader if any(cell.strip() for cell in record)]
    except csv.Error as error:
        raise FileRefused(
            _("Line %(line)s cannot be read as CSV. Save the table as CSV again.") % {"line": reader.line_num}
        ) from error
    if len(records) < 2:
        raise FileRefused(
            _("The file holds nobody. It needs a line of column names and a line for each person.")
        )
    if len(records) > MOST_ROWS + 1:
        raise FileRefused(_("The file has more than %(most)s lines. Split it.") % {"most": MOST_ROWS})
    header = ["_".join(cell.lower().split()) for cell in records[0][1]]
    if len(set(header)) < len(header):
        raise FileRefused(_("Two columns of the file have the same name. Name each column once."))
    return header, [(line, _named(header, cells)) for line, cells in records[1:]]


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than 2 MB. Split it."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\x00" in content:
        raise FileRefused(_("This is not a CSV file. Save the table as CSV (UTF-8) and choose that file."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(
            _("Some letters in the file cannot be read. Save the table as CSV (UTF-8) and choose that file.")
        ) from error


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    named = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
    if len(cells) != len(header):
        named["?"] = _("This line has %(have)s columns, the first line has %(need)s.") % {
            "have": len(cells),
            "need": len(header),
        }
    return named


def from_cells(lines: list[Line]) -> PeopleFile:
    """The same from rows typed on a page: each row's number, and its cells by column name."""
    named = [
        (line, {column: " ".join(cell.split()) for column, cell in cells.items()}) for line, cells in lines
    ]
    return _read_our_form(named)


def _read_our_form(lines: list[Line]) -> PeopleFile:
    rows: list[PersonRow] = []
    problems: list[Problem] = []
    for line, cells in lines:
        try:
            rows.append(_person(line, cells))
        except _Unreadable as unreadable:
            problems.append(Problem(line, str(unreadable)))
    problems += _twice(rows)
    return PeopleFile(len(lines), tuple(rows), tuple(sorted(problems, key=lambda problem: problem.line)))


def _person(line: int, cells: dict[str, str]) -> PersonRow:
    _refuse_bad_cells(cells)
    team = _text(cells, "team")
    if not team and (cells.get("parent_team") or cells.get("manager_email")):
        raise _Unreadable(_("Name the team as well: a manager and a parent team belong to one."))
    return PersonRow(
        line=line,
        name=_text(cells, "name", is_needed=True),
        email=_email(_text(cells, "email", is_needed=True)),
        team=TeamName(team, _text(cells, "parent_team")) if team else None,
        manager_email=_email(cells["manager_email"]) if cells.get("manager_email") else "",
        job_role=_text(cells, "job_role"),
        time_zone=_zone(cells.get("time_zone", "")),
        joined_on=_day(cells.get("joined_on", "")),
    )


def _read_crm_list(lines: list[Line], domain: str) -> PeopleFile:
    if not domain:
        raise FileRefused(_("This list has names and no addresses. Say which email domain they have."))
    rows: list[PersonRow] = []
    problems: list[Problem] = []
    for line, cells in lines:
        try:
            rows.extend(_rep_and_manager(line, cells, domain))
        except _Unreadable as unreadable:
            problems.append(Problem(line, str(unreadable)))
    people, more = _without_repeats(rows)
    problems += more
    return PeopleFile(len(lines), tuple(people), tuple(sorted(problems, key=lambda problem: problem.line)))


def _rep_and_manager(line: int, cells: dict[str, str], domain: str) -> Iterator[PersonRow]:
    _refuse_bad_cells(cells)
    rep, manager = _text(cells, "sales_agent", is_needed=True), _text(cells, "manager", is_needed=True)
    region = _text(cells, "regional_office")
    manager_email = _made_email(manager, domain)
    yield PersonRow(
        line=line,
        name=rep,
        email=_made_email(rep, domain),
        team=TeamName(manager, region),
        manager_email=manager_email,
        job_role=CRM_ROLE,
    )
    yield PersonRow(line=line, name=manager, email=manager_email)


def _without_repeats(rows: Iterable[PersonRow]) -> tuple[list[PersonRow], list[Problem]]:
    """One row for each address, and a problem for each repeated rep: only managers may repeat."""
    people: dict[str, PersonRow] = {}
    problems: list[Problem] = []
    for row in rows:
        known = people.setdefault(row.email, row)
        if known is row:
            continue
        words = {"email": row.email, "line": known.line, "name": known.name}
        if known.name != row.name:
            problems.append(
                Problem(
                    row.line, _("%(email)s would be the address of %(name)s (line %(line)s) too.") % words
                )
            )
        elif known.team is not None and row.team is not None:
            problems.append(Problem(row.line, _("%(name)s stands on line %(line)s already.") % words))
        elif row.team is not None:
            people[row.email] = row
    return list(people.values()), problems


def _twice(rows: Iterable[PersonRow]) -> list[Problem]:
    first: dict[str, PersonRow] = {}
    return [
        Problem(
            row.line,
            _("%(email)s stands on line %(line)s already.") % {"email": row.email, "line": known.line},
        )
        for row in rows
        if (known := first.setdefault(row.email, row)) is not row
    ]


def _refuse_bad_cells(cells: dict[str, str]) -> None:
    if "?" in cells:
        raise _Unreadable(cells["?"])
    if not all(cell.isprintable() for cell in cells.values()):
        raise _Unreadable(_("This line holds invisible characters. Type it again."))


def _text(cells: dict[str, str], column: str, *, is_needed: bool = False) -> str:
    value = cells.get(column, "")
    if is_needed and not value:
        raise _Unreadable(_("The column %(column)s is empty.") % {"column": column})
    if len(value) > LONGEST_NAME:
        raise _Unreadable(
            _("The column %(column)s holds more than %(most)s letters.")
            % {"column": column, "most": LONGEST_NAME}
        )
    return value


def _email(value: str) -> str:
    value = value.lower()
    try:
        validate_email(value)
    except ValidationError as error:
        raise _Unreadable(_("“%(value)s” is no email address.") % {"value": value}) from error
    return value


def _made_email(name: str, domain: str) -> str:
    made = address(name, domain)
    if not made:
        raise _Unreadable(
            _("No address can be made from “%(name)s”. Use the columns name and email.") % {"name": name}
        )
    return _email(made)


def _zone(value: str) -> str:
    if not value:
        return ""
    try:
        known_time_zone(value)
    except ValidationError as error:
        raise _Unreadable(
            _("“%(value)s” is no time zone. Write it like Europe/Berlin.") % {"value": value}
        ) from error
    return value


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _Unreadable(
            _("“%(value)s” is no date. Write it like 2026-01-31.") % {"value": value}
        ) from error
