"""How dates and numbers are written, found from whole columns. One unambiguous cell decides."""

from collections.abc import Iterable

from salesgym.numbers.calculations.importing.layout import Column, DateOrder, DecimalMark


def date_order(columns: Iterable[Column]) -> DateOrder | None:
    """The order of day and month in these columns of dates; None where a person has to be asked.

    Where cells contradict each other, the order that reads more of them; lines with the others are refused later.
    Where no cell is ambiguous (year first, month names) the answer is month first.
    """
    columns = tuple(columns)
    month_first = sum(column.month_first for column in columns)
    day_first = sum(column.day_first for column in columns)
    if month_first > day_first or not month_first + day_first:
        return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST if day_first > month_first else None


def decimal_mark(columns: Iterable[Column]) -> DecimalMark | None:
    """The decimal mark in these columns of numbers; None where a person has to be asked (only like 1.234).

    Where cells contradict each other, the mark that reads more of them. Without any mark: the point.
    """
    columns = tuple(columns)
    point = sum(column.point for column in columns)
    comma = sum(column.comma for column in columns)
    if point != comma:
        return DecimalMark.POINT if point > comma else DecimalMark.COMMA
    return None if any(column.either for column in columns) else DecimalMark.POINT
