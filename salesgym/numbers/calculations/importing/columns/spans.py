"""What weeks and months of a file leave open: the year of a week, and whether a month stands for its quarter."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.columns.choice import texts_of
from salesgym.numbers.calculations.importing.layout import (
    PERIOD_COLUMN,
    WEEK_COLUMN,
    Column,
    DateOrder,
    key_of,
)
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.periods import (
    MONTH,
    QUARTER,
    Period,
    bare_week,
    period_of,
    week_of,
    without_week_words,
)

QUARTERS = ("quarter", "quartal", "trimestre")
HALF_A_YEAR = 26
FEWEST_MONTHS = 2

Columns = Sequence[tuple[Column, str]]


def weeks_without_year(columns: Columns) -> tuple[int, ...]:
    """The numbers of weeks that a file names without their year, in ascending order; none where a week has one."""
    texts = [text for column, role in columns if role == Role.WEEK for text in texts_of(column)]
    texts += [role.removeprefix(WEEK_COLUMN) for _column, role in columns if role.startswith(WEEK_COLUMN)]
    weeks = [bare_week(text) for text in texts]
    return tuple(sorted({week for week in weeks if week})) if all(weeks) else ()


def first_week(weeks: Sequence[int]) -> int:
    """The week that these begin with: 51 of 1, 2, 51 and 52, as the year turns within them; else the lowest.

    It turns where both its ends are there and more than half a year between them is missing.
    """
    gaps = {later: later - week for week, later in pairwise(weeks)}
    turn = max(gaps, key=gaps.__getitem__, default=1)
    is_turning = bool(gaps) and gaps[turn] > HALF_A_YEAR and weeks[0] <= 2 and weeks[-1] >= 51
    return turn if is_turning else min(weeks, default=1)


def may_be_quarters(columns: Columns, order: DateOrder, time_zone: str) -> bool:
    """Whether all months of these quotas begin a quarter, so that each may stand for its quarter."""
    months = set(_periods(columns, order, time_zone))
    return len(months) >= FEWEST_MONTHS and all(
        span == MONTH and day.month % QUARTER == 1 for day, span in months
    )


def months_of_dates(columns: Columns) -> int:
    """How many months a period has that is given as a day: 3 where its column is called a quarter."""
    name = next((key_of(column.name) for column, role in columns if role == Role.PERIOD), "")
    return QUARTER if any(word in name for word in QUARTERS) and "month" not in name else MONTH


def without_periods(column: Column) -> Column:
    """The column without counts of dates where it holds months or weeks, which do not show the date order."""
    texts = texts_of(column)
    is_plain = any(period_of(text) is None and week_of(text) is None for text in texts)
    return column if is_plain else Column(column.name, column.samples)


def weekday(text: str, order: DateOrder, time_zone: str) -> int | None:
    """0 for a Monday to 6 for a Sunday; None for a week number or a text that is no date."""
    if week_of(text):
        return None
    try:
        return as_day(without_week_words(text), order, time_zone).weekday()
    except Unreadable:
        return None


def _periods(columns: Columns, order: DateOrder, time_zone: str) -> Iterable[Period]:
    is_quarter = months_of_dates(columns) == QUARTER
    for column, role in columns:
        if role.startswith(PERIOD_COLUMN):
            yield _of_role(role)
        for text in texts_of(column) if role == Role.PERIOD else ():
            period = period_of(text) or _of_day(text, order, time_zone, is_quarter=is_quarter)
            if period:
                yield period


def _of_role(role: str) -> Period:
    day, _, months = role.removeprefix(PERIOD_COLUMN).partition("/")
    return as_day(day, DateOrder.MONTH_FIRST, "UTC"), int(months)


def _of_day(text: str, order: DateOrder, time_zone: str, *, is_quarter: bool) -> Period | None:
    try:
        day = as_day(text, order, time_zone)
    except Unreadable:
        return None
    # A day within a month is a day of that month, and of no other span.
    return day.replace(day=1), QUARTER if is_quarter else MONTH
