"""Recognizes columns of one week or month each by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.layout import PERIOD_COLUMN, WEEK_COLUMN, DateOrder
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.periods import (
    MONTH,
    bare_week,
    is_week_end,
    period_of,
    week_of,
    week_start,
    without_week_words,
)

SUNDAY = 6
SHORTEST_DATE = 6


@dataclass(frozen=True, slots=True)
class Wide:
    """The roles of such columns by index, and names in which day and month can be swapped."""

    roles: Mapping[int, str]
    in_doubt: tuple[str, ...] = ()


def week_columns(names: Sequence[str], *, order: DateOrder | None, time_zone: str) -> Wide:
    """The columns of one week each, named by number ("KW 45/2026") or by a date in the week."""
    numbered = {place: week for place, name in enumerate(names) if (week := week_of(name))}
    days, in_doubt = _days(names, order, time_zone)
    if _are_months(days):
        days, in_doubt = {}, ()
    is_sunday_start = bool(days) and all(
        day.weekday() == SUNDAY and not is_week_end(names[place]) for place, day in days.items()
    )
    weeks = {place: week_start(day, is_sunday_start=is_sunday_start) for place, day in days.items()}
    if not weeks and not numbered:
        return Wide(_without_year(names))
    return Wide({place: f"{WEEK_COLUMN}{week}" for place, week in (weeks | numbered).items()}, in_doubt)


def _without_year(names: Sequence[str]) -> dict[int, str]:
    """The columns of weeks like "KW 45", whose year a person has to say. One alone may be anything."""
    found = {place: week for place, name in enumerate(names) if (week := bare_week(name, is_named=True))}
    return {place: f"{WEEK_COLUMN}{week}" for place, week in found.items()} if len(found) > 1 else {}


def period_columns(names: Sequence[str], *, order: DateOrder | None, time_zone: str) -> Wide:
    """The columns of one month or quarter each."""
    periods = {place: period for place, name in enumerate(names) if (period := period_of(name))}
    days, in_doubt = _days(names, order, time_zone)
    if not periods and _are_months(days):
        periods = {place: (day, MONTH) for place, day in days.items()}
    else:
        in_doubt = ()
    return Wide(
        {place: f"{PERIOD_COLUMN}{day}/{months}" for place, (day, months) in periods.items()}, in_doubt
    )


def is_wide_column(role: str) -> bool:
    """Whether this is a valid role of such a column, with a Monday, a week or the first day of a month or quarter."""
    try:
        if role.startswith(WEEK_COLUMN) and bare_week(role.removeprefix(WEEK_COLUMN)):
            return True
        if role.startswith(WEEK_COLUMN):
            return date.fromisoformat(role.removeprefix(WEEK_COLUMN)).weekday() == 0
        day, _mark, months = role.removeprefix(PERIOD_COLUMN).partition("/")
        return role.startswith(PERIOD_COLUMN) and date.fromisoformat(day).day == 1 and months in ("1", "3")
    except ValueError:
        return False


def _days(
    names: Sequence[str], order: DateOrder | None, time_zone: str
) -> tuple[dict[int, date], tuple[str, ...]]:
    """The names that are dates. Where both orders are possible, the one with dates whole weeks apart."""
    if order:
        return _read(names, order, time_zone), ()
    month, day = (_read(names, one, time_zone) for one in (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST))
    if month == day or len(month) != len(day):
        return max(month, day, key=len), ()
    regular = [days for days in (month, day) if _are_regular(days)]
    if len(regular) == 1:
        return regular[0], ()
    return month, tuple(names[place] for place in month)


def _read(names: Sequence[str], order: DateOrder, time_zone: str) -> dict[int, date]:
    days = {}
    for place, name in enumerate(names):
        text = without_week_words(name)
        if len(text) >= SHORTEST_DATE and any(letter.isdigit() for letter in text):
            try:
                days[place] = as_day(text, order, time_zone)
            except Unreadable:
                continue
    return days


def _are_regular(days: Mapping[int, date]) -> bool:
    """Whether dates are whole weeks apart, or the first days of months."""
    if len(days) < 2:
        return False
    return len({day.weekday() for day in days.values()}) == 1 or _are_months(days)


def _are_months(days: Mapping[int, date]) -> bool:
    return len(days) > 1 and all(day.day == 1 for day in days.values())
