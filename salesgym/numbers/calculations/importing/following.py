"""What follows from each way to read the days of a file, counted in the file itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from salesgym.numbers.calculations.importing.layout import DateOrder, Kind, Layout, Line, Stage
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.rows.deals import deal_reader
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.importing.trouble import Unreadable

# Beside this question others leave no doubt about which lines count.
CERTAIN = frozenset({About.DATE_ORDER, About.DECIMAL_MARK})
# A longer file would be read twice more before anybody sees its question.
MOST_LINES = 20_000

Months = Callable[[Line], Iterable[date]]


def is_countable(layout: Layout, questions: Iterable[Question], lines: int) -> bool:
    """Whether what follows can be counted for certain: nothing else is open, and the file is short enough."""
    abouts = {question.about for question in questions}
    has_days = layout.kind in (Kind.DEALS, Kind.ACTIVITIES, Kind.NUMBERS)
    return About.DATE_ORDER in abouts and abouts <= CERTAIN and has_days and lines <= MOST_LINES


def by_date_order(lines: Iterable[Line], layout: Layout) -> dict[str, dict[str, int]]:
    """For each order the month, as 2026-03, with most wins more than in the other order; of other kinds, lines."""
    readers = {order: _months(replace(layout, date_order=order)) for order in DateOrder}
    counts: dict[DateOrder, Counter[str]] = {order: Counter() for order in DateOrder}
    for line in lines:
        for order, read in readers.items():
            counts[order].update(f"{day:%Y-%m}" for day in _unless_refused(read, line))
    first, second = counts.values()
    return {
        str(order): _most(mine, other)
        for order, mine, other in zip(counts, (first, second), (second, first), strict=True)
    }


def _most(mine: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    more = {month: count - other.get(month, 0) for month, count in mine.items()}
    month = max(sorted(more), key=more.__getitem__, default="")
    return {month: mine[month]} if month and more[month] > 0 else {}


def _unless_refused(read: Months, line: Line) -> Iterable[date]:
    try:
        return list(read(line))
    except Unreadable:
        return ()


def _months(layout: Layout) -> Months:
    """A function that gives the day by which a line counts; none where it does not count."""
    if layout.kind is not Kind.DEALS:
        values = value_reader(layout)
        return lambda line: {row.day or row.week_start for row in values(line)}
    deal_in = deal_reader(layout)

    def won(line: Line) -> Iterable[date]:
        deal = deal_in(line)
        return [deal.closed_on] if deal and deal.stage is Stage.WON and deal.closed_on else []

    return won
