"""How dates and numbers are written, found from whole columns. One unambiguous cell decides."""

from collections.abc import Iterable, Sequence

from salesgym.numbers.calculations.importing.cells.day import differs, orders_of
from salesgym.numbers.calculations.importing.cells.number import has_mark, marks_of
from salesgym.numbers.calculations.importing.layout import Column, DateOrder, DecimalMark, Proof

Readings = tuple[Proof, Proof, Proof]
# The two readings, and cells whose value depends on which it is.
ORDERS = (Proof.MONTH_FIRST, Proof.DAY_FIRST, Proof.EITHER_ORDER)
MARKS = (Proof.POINT, Proof.COMMA, Proof.EITHER_MARK)
SHOWN = 3


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


def contradiction(columns: Sequence[Column], readings: Readings) -> tuple[tuple[int, str], ...]:
    """The line and the text of two cells that exclude each other, in the order of the readings; none without."""
    one, other = (_proofs(columns, proof) for proof in readings[:2])
    return (min(one), min(other)) if one and other else ()


def differing(columns: Sequence[Column], readings: Readings) -> tuple[str, ...]:
    """Cells that give another value in each of the readings: the first of each column, then more of its samples."""
    texts = [text for _line, text in _proofs(columns, readings[2])]
    texts += [text for column in columns for text in column.samples if texts and _is_either(text, readings)]
    return tuple(dict.fromkeys(texts))[:SHOWN]


def is_shown(columns: Sequence[Column], readings: Readings) -> bool:
    """Whether any cell of these columns depends on the reading or proves one."""
    return any(_proofs(columns, proof) for proof in readings)


def _is_either(text: str, readings: Readings) -> bool:
    if readings == ORDERS:
        return differs(text) and all(orders_of(text)[:2])
    return has_mark(text) and all(marks_of(text))


def _proofs(columns: Sequence[Column], proof: Proof) -> list[tuple[int, str]]:
    return [column.proofs[proof] for column in columns if proof in column.proofs]
