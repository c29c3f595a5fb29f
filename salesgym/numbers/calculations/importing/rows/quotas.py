"""Turns lines of quotas into typed rows, one for each rep and month or quarter; none for an empty cell."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.layout import PERIOD_COLUMN, Layout, Line, QuotaRow
from salesgym.numbers.calculations.importing.rows.cells import KEPT, number_reader, owner_reader, whole
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.periods import (
    Period,
    period_around,
    period_of,
    spanning,
)

# The largest value that the field of a quota holds: twelve digits.
MOST_QUOTA = Decimal(10) ** 12 - 1

QuotaReader = Callable[[Line], list[QuotaRow]]


def quota_reader(layout: Layout) -> QuotaReader:
    """A function that reads the lines of one file of quotas; make it once per file.

    It returns the quotas of a line. Raises Unreadable.
    """
    owner = owner_reader(layout)
    periods = _periods(layout)
    places = [*periods] or [*layout.columns_of(Role.QUOTA)[:1]]
    readers = {
        place: number_reader(layout, place, Role.QUOTA, most=MOST_QUOTA, trouble=Trouble.MONEY)
        for place in places
    }
    period_in = _period_reader(layout)

    def read(line: Line) -> list[QuotaRow]:
        if line.is_total:
            return []
        whole(line)
        filled = [place for place in places if line.cells[place].strip()]
        if not filled:
            return []
        whose = owner(line)
        rows = []
        for place in filled:
            starts_on, months = periods.get(place) or period_in(line)
            amount = readers[place](line.cells[place].strip())
            rows.append(QuotaRow(line.number, whose, starts_on, months, amount))
        return rows

    return read


def _periods(layout: Layout) -> dict[int, Period]:
    """The columns of one month or quarter each, with the period of their role "period:2026-10-01/3"."""
    periods = {}
    for place, role in enumerate(layout.roles):
        if role.startswith(PERIOD_COLUMN):
            day, _, months = role.removeprefix(PERIOD_COLUMN).partition("/")
            periods[place] = spanning((date.fromisoformat(day), int(months)), layout.month_span)
    return periods


def _period_reader(layout: Layout) -> Callable[[Line], Period]:
    place = layout.column_of(Role.PERIOD)
    column = layout.name_of(place, Role.PERIOD)

    @lru_cache(maxsize=KEPT)
    def period_in(text: str) -> Period:
        if period := period_of(text):
            return spanning(period, layout.month_span)
        try:
            day = as_day(text, layout.date_order, layout.time_zone)
        except Unreadable as problem:
            raise Unreadable(Trouble.PERIOD, column=column, text=shortened(text)) from problem
        return period_around(day, layout.month_span or layout.period_months)

    def read(line: Line) -> Period:
        text = line.cells[place].strip() if place is not None else ""
        if not text:
            raise Unreadable(Trouble.NO_DATE, column=column)
        return period_in(text)

    return read
