"""A deals file as rows: what each line says, and what is wrong with it. Words are found elsewhere."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

NEEDED = ("opportunity_id", "sales_agent", "deal_stage", "engage_date", "close_date", "close_value")
DATE_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_ID = 64
LONGEST_NAME = 200
MOST_MONEY = Decimal(10) ** 12
MONEY = re.compile(r"-?\d{1,16}(\.\d{1,6})?", re.ASCII)


class Stage(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


STAGES = {
    "prospecting": Stage.OPEN,
    "engaging": Stage.OPEN,
    "open": Stage.OPEN,
    "won": Stage.WON,
    "lost": Stage.LOST,
}


class Trouble(StrEnum):
    """What can be wrong: with the file as a whole first, then with a line."""

    EMPTY = "empty"
    NOT_UTF8 = "not_utf8"
    NUL = "nul"
    NOT_CSV = "not_csv"
    COLUMNS_MISSING = "columns_missing"
    COLUMN_TWICE = "column_twice"
    NO_LINES = "no_lines"
    FIELDS = "fields"
    NO_ID = "no_id"
    LONG_ID = "long_id"
    NO_OWNER = "no_owner"
    STAGE = "stage"
    DATE = "date"
    YEAR = "year"
    MONEY = "money"
    NEGATIVE = "negative"
    TOO_MUCH = "too_much"
    NOT_CLOSED = "not_closed"
    CLOSED_FIRST = "closed_first"
    TWICE = "twice"
    UNKNOWN_OWNER = "unknown_owner"
    TWO_OWNERS = "two_owners"


class Unreadable(Exception):
    """A file or a line that says nothing usable: which trouble, and the details for its sentence."""

    def __init__(self, trouble: Trouble, **details: str) -> None:
        self.trouble = trouble
        self.details = details
        super().__init__(trouble)


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal as its line tells it. Money in major units, dates as they stand in the file."""

    line: int = field(compare=False)
    external_id: str
    owner_name: str
    name: str
    stage: Stage
    amount: Decimal | None
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is left out, and why."""

    line: int
    trouble: Trouble
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file: how many lines it holds, the deals, repeated lines and those left out."""

    read: int
    deals: tuple[DealRow, ...]
    repeated: int
    bad: tuple[BadLine, ...]


def read(content: bytes) -> Reading:
    """The deals of a file. Raises Unreadable where the file is wrong as a whole."""
    rows: list[DealRow] = []
    bad: list[BadLine] = []
    count = 0
    for line, values in _records(_text(content)):
        count += 1
        try:
            rows.append(_deal(line, values))
        except Unreadable as problem:
            bad.append(BadLine(line, problem.trouble, problem.details))
    if not count:
        raise Unreadable(Trouble.NO_LINES)
    deals, contradictions = _without_contradictions(rows)
    repeated = len(rows) - len(deals) - len(contradictions)
    left_out = sorted([*bad, *contradictions], key=lambda one: one.line)
    return Reading(count, deals, repeated, tuple(left_out))


def _text(content: bytes) -> str:
    if not content.strip():
        raise Unreadable(Trouble.EMPTY)
    if b"\x00" in content:
        raise Unreadable(Trouble.NUL)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(Trouble.NOT_UTF8, line=str(line)) from error


def _records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number and its values by column; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(reader, []))
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                yield line, _by_column(columns, values)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(Trouble.NOT_CSV, line=str(reader.line_num)) from error


def _columns(header: Sequence[str]) -> list[str]:
    columns = [name.strip().lower().replace(" ", "_") for name in header]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise Unreadable(Trouble.COLUMNS_MISSING, columns=", ".join(missing), needed=", ".join(NEEDED))
    for name in NEEDED:
        if columns.count(name) > 1:
            raise Unreadable(Trouble.COLUMN_TWICE, column=name)
    return columns


def _by_column(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """The values by column; a line with too many or too few is empty and refused with the others."""
    if len(values) != len(columns):
        return {}
    return {column: " ".join(value.split()) for column, value in zip(columns, values, strict=True)}


def _deal(line: int, values: Mapping[str, str]) -> DealRow:
    if not values:
        raise Unreadable(Trouble.FIELDS)
    external_id = values["opportunity_id"]
    if not external_id:
        raise Unreadable(Trouble.NO_ID)
    if len(external_id) > LONGEST_ID:
        raise Unreadable(Trouble.LONG_ID, most=str(LONGEST_ID))
    if not values["sales_agent"]:
        raise Unreadable(Trouble.NO_OWNER)
    stage = STAGES.get(values["deal_stage"].lower())
    if stage is None:
        raise Unreadable(Trouble.STAGE, text=shortened(values["deal_stage"]))
    opened_on = _day("engage_date", values["engage_date"])
    closed_on = _closing_day(stage, values["close_date"], opened_on)
    return DealRow(
        line=line,
        external_id=external_id,
        owner_name=values["sales_agent"],
        name=_name(values),
        stage=stage,
        amount=_money(values["close_value"]),
        opened_on=opened_on,
        closed_on=closed_on,
    )


def _closing_day(stage: Stage, text: str, opened_on: date | None) -> date | None:
    """The day a deal was decided. An open deal has none: a date there is an expectation."""
    closed_on = _day("close_date", text)
    if stage is Stage.OPEN:
        return None
    if closed_on is None:
        raise Unreadable(Trouble.NOT_CLOSED)
    if opened_on and closed_on < opened_on:
        raise Unreadable(Trouble.CLOSED_FIRST)
    return closed_on


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    for form in DATE_FORMATS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a plain date in the file
        except ValueError:
            continue
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unreadable(Trouble.YEAR, column=column, text=text)
        return day
    raise Unreadable(Trouble.DATE, column=column, text=shortened(text))


def _money(text: str) -> Decimal | None:
    if not text:
        return None
    if not MONEY.fullmatch(text):
        raise Unreadable(Trouble.MONEY, text=shortened(text))
    amount = Decimal(text)
    if amount < 0:
        raise Unreadable(Trouble.NEGATIVE, text=text)
    if amount > MOST_MONEY:
        raise Unreadable(Trouble.TOO_MUCH, text=text)
    return amount


def _name(values: Mapping[str, str]) -> str:
    parts = (values.get("account", ""), values.get("product", ""))
    return ", ".join(part for part in parts if part)[:LONGEST_NAME]


def shortened(text: str) -> str:
    """A foreign text as it may stand in a sentence."""
    printable = "".join(letter for letter in text if letter.isprintable())
    return printable if len(printable) <= 40 else f"{printable[:39]}…"


def _without_contradictions(rows: Sequence[DealRow]) -> tuple[tuple[DealRow, ...], list[BadLine]]:
    """One row for each id. Lines of one id that say different things are all left out."""
    by_id: dict[str, list[DealRow]] = {}
    for row in rows:
        by_id.setdefault(row.external_id, []).append(row)
    deals: list[DealRow] = []
    bad: list[BadLine] = []
    for external_id, same in by_id.items():
        if all(row == same[0] for row in same):
            deals.append(same[0])
            continue
        lines = ", ".join(str(row.line) for row in same[:5])
        details = {"id": shortened(external_id), "lines": lines}
        bad += [BadLine(row.line, Trouble.TWICE, details) for row in same]
    return tuple(deals), bad
