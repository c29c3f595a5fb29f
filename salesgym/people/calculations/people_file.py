"""Reads a table of people into rows and troubles. actions/people_file.py has the sentences for troubles.

Two forms: ours (name, email and what else is known), and the list of a CRM
(sales_agent, manager, regional_office), whose addresses are made from the names.
"""

import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from salesgym.people.calculations.people_table import (
    CRM_COLUMNS,
    HAVE,
    NEED,
    OUR_COLUMNS,
    Line,
    TableText,
    table,
)
from salesgym.people.calculations.people_trouble import Trouble, Unreadable
from salesgym.people.calculations.spelling import plain

LONGEST_NAME = 120
CRM_ROLE = "Sales rep"


@dataclass(frozen=True)
class BadLine:
    """One line that cannot be imported: what is wrong, and the details for its sentence."""

    line: int
    trouble: Trouble
    details: Mapping[str, object]


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
class PeopleLines:
    """The people of a file, and its lines that cannot be imported, in their order; `read` counts all lines."""

    read: int
    rows: tuple[PersonRow, ...]
    bad_lines: tuple[BadLine, ...]


IsEmail = Callable[[str], bool]


def read(found: TableText, *, email_domain: str = "", is_email: IsEmail) -> PeopleLines:
    """The people in this file. Raises Unreadable where it cannot be read as a whole.

    `is_email` says whether a text is an email address; addresses of a CRM's list get `email_domain`.
    """
    header, lines = table(found)
    if set(header) >= CRM_COLUMNS:
        return _read_crm_list(lines, email_domain.strip().lower().lstrip("@"), is_email)
    if set(header) >= OUR_COLUMNS:
        return _read_our_form(lines, is_email)
    raise Unreadable(Trouble.OTHER_COLUMNS)


def address(name: str, domain: str) -> str:
    """first.last@domain in lower-case ASCII; "" where the name has no Latin letter."""
    words = [
        "".join(letter for letter in word if (letter.isascii() and letter.isalnum()) or letter == "-")
        for word in plain(name).split()
    ]
    local = ".".join(word.strip("-") for word in words if word.strip("-"))
    return f"{local}@{domain}" if local else ""


def from_cells(lines: list[Line], *, is_email: IsEmail) -> PeopleLines:
    """The same from rows typed on a page: each row's number, and its cells by column name."""
    named = [
        (line, {column: " ".join(cell.split()) for column, cell in cells.items()}) for line, cells in lines
    ]
    return _read_our_form(named, is_email)


def _read_our_form(lines: list[Line], is_email: IsEmail) -> PeopleLines:
    rows: list[PersonRow] = []
    bad_lines: list[BadLine] = []
    for line, cells in lines:
        try:
            rows.append(_person(line, cells, is_email))
        except Unreadable as unreadable:
            bad_lines.append(BadLine(line, unreadable.trouble, unreadable.details))
    bad_lines += _twice(rows)
    return PeopleLines(len(lines), tuple(rows), _in_order(bad_lines))


def _person(line: int, cells: dict[str, str], is_email: IsEmail) -> PersonRow:
    _refuse_bad_cells(cells)
    team = _text(cells, "team")
    if not team and (cells.get("parent_team") or cells.get("manager_email")):
        raise Unreadable(Trouble.NO_TEAM)
    return PersonRow(
        line=line,
        name=_text(cells, "name", is_needed=True),
        email=_email(_text(cells, "email", is_needed=True), is_email),
        team=TeamName(team, _text(cells, "parent_team")) if team else None,
        manager_email=_email(cells["manager_email"], is_email) if cells.get("manager_email") else "",
        job_role=_text(cells, "job_role"),
        time_zone=_zone(cells.get("time_zone", "")),
        joined_on=_day(cells.get("joined_on", "")),
    )


def _read_crm_list(lines: list[Line], domain: str, is_email: IsEmail) -> PeopleLines:
    if not domain:
        raise Unreadable(Trouble.NO_DOMAIN)
    rows: list[PersonRow] = []
    bad_lines: list[BadLine] = []
    for line, cells in lines:
        try:
            rows.extend(_rep_and_manager(line, cells, domain, is_email))
        except Unreadable as unreadable:
            bad_lines.append(BadLine(line, unreadable.trouble, unreadable.details))
    people, more = _without_repeats(rows)
    bad_lines += more
    return PeopleLines(len(lines), tuple(people), _in_order(bad_lines))


def _rep_and_manager(line: int, cells: dict[str, str], domain: str, is_email: IsEmail) -> Iterator[PersonRow]:
    _refuse_bad_cells(cells)
    rep, manager = _text(cells, "sales_agent", is_needed=True), _text(cells, "manager", is_needed=True)
    region = _text(cells, "regional_office")
    manager_email = _made_email(manager, domain, is_email)
    yield PersonRow(
        line=line,
        name=rep,
        email=_made_email(rep, domain, is_email),
        team=TeamName(manager, region),
        manager_email=manager_email,
        job_role=CRM_ROLE,
    )
    yield PersonRow(line=line, name=manager, email=manager_email)


def _without_repeats(rows: Iterable[PersonRow]) -> tuple[list[PersonRow], list[BadLine]]:
    """One row for each address, and a bad line for each repeated rep: only managers may repeat."""
    people: dict[str, PersonRow] = {}
    bad_lines: list[BadLine] = []
    for row in rows:
        known = people.setdefault(row.email, row)
        if known is row:
            continue
        details = {"email": row.email, "line": known.line, "name": known.name}
        if known.name != row.name:
            bad_lines.append(BadLine(row.line, Trouble.ADDRESS_TAKEN, details))
        elif known.team is not None and row.team is not None:
            bad_lines.append(BadLine(row.line, Trouble.REP_TWICE, details))
        elif row.team is not None:
            people[row.email] = row
    return list(people.values()), bad_lines


def _in_order(bad_lines: Iterable[BadLine]) -> tuple[BadLine, ...]:
    return tuple(sorted(bad_lines, key=lambda bad: bad.line))


def _twice(rows: Iterable[PersonRow]) -> list[BadLine]:
    first: dict[str, PersonRow] = {}
    return [
        BadLine(row.line, Trouble.ADDRESS_TWICE, {"email": row.email, "line": known.line})
        for row in rows
        if (known := first.setdefault(row.email, row)) is not row
    ]


def _refuse_bad_cells(cells: dict[str, str]) -> None:
    if HAVE in cells and NEED in cells:
        raise Unreadable(Trouble.FIELDS, have=cells[HAVE], need=cells[NEED])
    if not all(cell.isprintable() for cell in cells.values()):
        raise Unreadable(Trouble.INVISIBLE)


def _text(cells: dict[str, str], column: str, *, is_needed: bool = False) -> str:
    value = cells.get(column, "")
    if is_needed and not value:
        raise Unreadable(Trouble.EMPTY, column=column)
    if len(value) > LONGEST_NAME:
        raise Unreadable(Trouble.TOO_LONG, column=column, most=LONGEST_NAME)
    return value


def _email(value: str, is_email: IsEmail) -> str:
    value = value.lower()
    if not is_email(value):
        raise Unreadable(Trouble.EMAIL, value=value)
    return value


def _made_email(name: str, domain: str, is_email: IsEmail) -> str:
    made = address(name, domain)
    if not made:
        raise Unreadable(Trouble.NO_ADDRESS, name=name)
    return _email(made, is_email)


def _zone(value: str) -> str:
    if value and value not in zoneinfo.available_timezones():
        raise Unreadable(Trouble.TIME_ZONE, value=value)
    return value


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Unreadable(Trouble.DATE, value=value) from error
