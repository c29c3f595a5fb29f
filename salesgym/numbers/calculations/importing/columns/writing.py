"""How the columns of a file write days and amounts, and the question where its cells do not prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from salesgym.numbers.calculations.importing.columns.formats import (
    MARKS,
    ORDERS,
    Readings,
    contradiction,
    date_order,
    decimal_mark,
    differing,
    is_shown,
)
from salesgym.numbers.calculations.importing.columns.spans import Columns, without_periods
from salesgym.numbers.calculations.importing.columns.wide import Wide, period_columns, week_columns
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    PERIOD_COLUMN,
    WEEK_COLUMN,
    Column,
    DateOrder,
    DecimalMark,
)
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Holds, roles_holding

DATE_ROLES = frozenset(roles_holding(Holds.DAY, Holds.WEEK, Holds.PERIOD))
NUMBER_ROLES = frozenset(roles_holding(Holds.NUMBER))
NUMBER_COLUMNS = (METRIC_COLUMN, WEEK_COLUMN, PERIOD_COLUMN)
NOTHING = Wide({})

Reading = TypeVar("Reading", DateOrder, DecimalMark)


@dataclass(frozen=True, slots=True)
class Said(Generic[Reading]):
    """The reading that somebody chose for this file, or for an earlier one of its source; None without one."""

    reading: Reading | None
    is_earlier: bool = False

    def is_open(self, *, is_unclear: bool, seen: Reading | None, is_proven: bool) -> bool:
        """Whether to ask: nobody said what is unclear, or this file proves another reading than the earlier one."""
        if self.reading is None:
            return is_unclear
        return self.is_earlier and is_proven and seen is not self.reading


def days(columns: Columns, said: Said[DateOrder], wide: Wide) -> tuple[DateOrder, list[Question]]:
    """The order of day and month in these columns. The likely one, and a question, where it is not certain."""
    dated = date_columns(columns)
    seen = date_order(dated)
    is_proven = any(column.month_first != column.day_first for column in dated)
    questions = []
    if said.is_open(is_unclear=_is_unclear(dated, ORDERS, seen), seen=seen, is_proven=is_proven):
        questions.append(_question(About.DATE_ORDER, dated, ORDERS))
    elif said.reading is None and wide.in_doubt:
        role = next(iter(wide.roles.values()))
        start = WEEK_COLUMN if role.startswith(WEEK_COLUMN) else PERIOD_COLUMN
        questions.append(Question(About.DATE_ORDER, wide.in_doubt, start))
    likely = seen or DateOrder.MONTH_FIRST
    return likely if questions else said.reading or likely, questions


def amounts(columns: Columns, said: Said[DecimalMark]) -> tuple[DecimalMark, list[Question]]:
    """The decimal mark in these columns. The likely one, and a question, where it is not certain."""
    numbers = number_columns(columns)
    seen = decimal_mark(numbers)
    is_proven = any(column.point != column.comma for column in numbers)
    likely = seen or DecimalMark.POINT
    if said.is_open(is_unclear=_is_unclear(numbers, MARKS, seen), seen=seen, is_proven=is_proven):
        return likely, [_question(About.DECIMAL_MARK, numbers, MARKS)]
    return said.reading or likely, []


def date_columns(columns: Columns) -> list[Column]:
    """The columns of days, as far as they show the order of day and month."""
    return [without_periods(column) for column, role in columns if role in DATE_ROLES]


def number_columns(columns: Columns) -> list[Column]:
    return [column for column, role in columns if role in NUMBER_ROLES or role.startswith(NUMBER_COLUMNS)]


def wide_columns(
    names: Sequence[str], roles: Sequence[str], *, order: DateOrder | None, time_zone: str
) -> Wide:
    """The columns of one week or period each, read in this order; without any where the file has none."""
    if any(role.startswith(WEEK_COLUMN) for role in roles):
        return week_columns(names, order=order, time_zone=time_zone)
    if any(role.startswith(PERIOD_COLUMN) for role in roles):
        return period_columns(names, order=order, time_zone=time_zone)
    return NOTHING


def in_order(roles: Sequence[str], wide: Wide) -> tuple[str, ...]:
    """The roles, with weeks and periods as `wide` reads them. A column that was left out stays out."""
    return tuple(
        wide.roles.get(place, role) if role.startswith((WEEK_COLUMN, PERIOD_COLUMN)) else role
        for place, role in enumerate(roles)
    )


def proven(columns: Columns, wide: Wide) -> tuple[bool, bool]:
    """Whether anything in this file depends on the order of day and month, and on the decimal mark.

    Where nothing does, nobody has chosen either of them, and the next file of its source is asked about.
    """
    return is_shown(date_columns(columns), ORDERS) or bool(wide.in_doubt), is_shown(
        number_columns(columns), MARKS
    )


def _is_unclear(columns: Sequence[Column], readings: Readings, seen: object) -> bool:
    """Whether cells contradict each other, or differ between the readings and none of them proves one."""
    return bool(contradiction(columns, readings)) or (seen is None and bool(differing(columns, readings)))


def _question(about: About, columns: Sequence[Column], readings: Readings) -> Question:
    found = contradiction(columns, readings)
    if found:
        texts = (*(text for _line, text in found), *differing(columns, readings)[:1])
        return Question(about, texts, lines=tuple(line for line, _text in found))
    return Question(about, differing(columns, readings))
