"""Turns lines of weekly numbers and activities into typed rows. An empty cell is unknown, so it gives none."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    WEEK_COLUMN,
    Kind,
    Layout,
    Line,
    ValueRow,
    key_of,
)
from salesgym.numbers.calculations.importing.rows.cells import (
    KEPT,
    day_reader,
    named,
    number_reader,
    owner_reader,
    whole,
)
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened
from salesgym.numbers.calculations.importing.vocabulary.activities import is_done
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.periods import (
    bare_week,
    week_in_year,
    week_of,
    week_start,
    without_week_words,
)
from salesgym.numbers.calculations.weeks.calendar import monday

ONE = Decimal(1)
MOST_VALUE = Decimal(10) ** 9

ValueReader = Callable[[Line], list[ValueRow]]
# Returns metric, week and column index of each number in a line.
Numbers = Callable[[Line], Iterator[tuple[str, date, int]]]


def value_reader(layout: Layout, *, in_points: Collection[str] = ()) -> ValueReader:
    """A function that reads the lines of one file of numbers or activities; make it once per file.

    It returns the numbers of a line; none where the line is left out on purpose. 12 % of a metric `in_points` is 12,
    of another 0.12. Raises Unreadable.
    """
    if layout.kind is Kind.ACTIVITIES:
        return _activity_reader(layout)
    return _number_reader(layout, in_points)


def _activity_reader(layout: Layout) -> ValueReader:
    owner = owner_reader(layout)
    date_place, count, done = (layout.column_of(role) for role in (Role.DATE, Role.COUNT, Role.IS_DONE))
    day_of = day_reader(layout, date_place, Role.DATE)
    number = number_reader(layout, count, Role.COUNT)
    metric_of = _name_reader(layout, Role.TYPE, layout.types, Trouble.TYPE)

    def read(line: Line) -> list[ValueRow]:
        if line.is_total:
            return []
        whole(line)
        if done is not None and not is_done(line.cells[done], is_blank_done=layout.is_blank_done):
            return []
        metric = metric_of(line)
        text = line.cells[count].strip() if count is not None else "1"
        if not metric or not text:
            return []
        when = line.cells[date_place].strip() if date_place is not None else ""
        if not when:
            raise Unreadable(Trouble.NO_DATE, column=layout.name_of(date_place, Role.DATE))
        day = day_of(when)
        value = number(text) if count is not None else ONE
        return [ValueRow(line.number, owner(line), metric, monday(day), value, day)]

    return read


def _number_reader(layout: Layout, in_points: Collection[str]) -> ValueReader:
    owner = owner_reader(layout)
    numbers = _numbers_of(layout)
    written = layout.column_of(Role.WEEK)
    day_of = day_reader(layout, written, Role.WEEK)
    shares, points = (
        {
            place: number_reader(layout, place, Role.VALUE, most=MOST_VALUE, is_in_points=is_in_points)
            for place in range(len(layout.roles))
        }
        for is_in_points in (False, True)
    )

    def read(line: Line) -> list[ValueRow]:
        if line.is_total:
            return []
        whole(line)
        sums: dict[tuple[str, date], Decimal] = {}
        for metric, week, place in numbers(line):
            readers = points if metric in in_points else shares
            value = readers[place](line.cells[place].strip())
            # Two columns of the same metric, such as calls and mails, are added up.
            sums[metric, week] = sums.get((metric, week), Decimal(0)) + value
        if not sums:
            return []
        whose = owner(line)
        day = day_of(line.cells[written].strip()) if layout.is_daily and written is not None else None
        return [
            ValueRow(line.number, whose, metric, week, value, day) for (metric, week), value in sums.items()
        ]

    return read


def _numbers_of(layout: Layout) -> Numbers:
    weeks = _places(layout, WEEK_COLUMN)
    if weeks:
        return _wide(layout, {place: _week_of_column(week, layout) for place, week in weeks.items()})
    metrics = _places(layout, METRIC_COLUMN)
    return _by_metric(layout, metrics) if metrics else _long(layout)


def _wide(layout: Layout, weeks: Mapping[int, date]) -> Numbers:
    metric_of = _name_reader(layout, Role.METRIC, layout.metrics, Trouble.METRIC)

    def read(line: Line) -> Iterator[tuple[str, date, int]]:
        filled = [place for place in weeks if line.cells[place].strip()]
        metric = metric_of(line) if filled else ""
        for place in filled if metric else ():
            yield metric, weeks[place], place

    return read


def _by_metric(layout: Layout, metrics: Mapping[int, str]) -> Numbers:
    week_in = _week_reader(layout)

    def read(line: Line) -> Iterator[tuple[str, date, int]]:
        filled = [place for place in metrics if line.cells[place].strip()]
        week = week_in(line) if filled else date.min
        for place in filled:
            yield metrics[place], week, place

    return read


def _long(layout: Layout) -> Numbers:
    week_in = _week_reader(layout)
    metric_of = _name_reader(layout, Role.METRIC, layout.metrics, Trouble.METRIC)
    value = layout.column_of(Role.VALUE)

    def read(line: Line) -> Iterator[tuple[str, date, int]]:
        if value is not None and line.cells[value].strip() and (metric := metric_of(line)):
            yield metric, week_in(line), value

    return read


def _week_of_column(text: str, layout: Layout) -> date:
    """The Monday of a column's week, which stands as a day or, without a year, as its number."""
    week = _week_without_year(text, layout)
    return week or (date.min if bare_week(text) else date.fromisoformat(text))


def _week_without_year(text: str, layout: Layout) -> date | None:
    number = bare_week(text) if layout.week_year else None
    return week_in_year(number, layout.week_year, layout.first_week) if number else None


def _week_reader(layout: Layout) -> Callable[[Line], date]:
    """A function that reads the Monday of a line's week, given by number or by any day in it."""
    place = layout.column_of(Role.WEEK)
    column = layout.name_of(place, Role.WEEK)

    @lru_cache(maxsize=KEPT)
    def monday_of(text: str) -> date:
        if week := week_of(text) or _week_without_year(text, layout):
            return week
        try:
            day = as_day(without_week_words(text), layout.date_order, layout.time_zone)
        except Unreadable as problem:
            raise named(problem, column, text) from problem
        return week_start(day, is_sunday_start=layout.is_sunday_start)

    def read(line: Line) -> date:
        text = line.cells[place].strip() if place is not None else ""
        if not text:
            raise Unreadable(Trouble.NO_DATE, column=column)
        return monday_of(text)

    return read


def _name_reader(
    layout: Layout, role: Role, known: Mapping[str, str], trouble: Trouble
) -> Callable[[Line], str]:
    """A function that reads the metric of a line: by its cell, "" if left out; else the file's metric."""
    place = layout.column_of(role)

    def read(line: Line) -> str:
        if place is None:
            return layout.metric
        text = line.cells[place]
        metric = known.get(key_of(text))
        if metric is None:
            raise Unreadable(trouble, column=layout.name_of(place, role), text=shortened(text))
        return metric

    return read


def _places(layout: Layout, start: str) -> dict[int, str]:
    """Columns by index whose role begins with `start`, with the part after the colon."""
    return {
        place: role.removeprefix(start) for place, role in enumerate(layout.roles) if role.startswith(start)
    }
