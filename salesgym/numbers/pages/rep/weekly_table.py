"""The table of a rep's numbers page: every metric by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format

from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.pages.leave import leave_in_words
from salesgym.numbers.pages.rep.rows import Address
from salesgym.numbers.queries.scorecard import Series

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

Typed = Mapping[int, Mapping[date, Decimal]]


@dataclass(frozen=True, slots=True)
class WeekHead:
    """The head of one week's column: `year` is empty in the current year, `away` words the leave in the week."""

    starts_on: date
    label: str
    year: str
    away: str
    url: str


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric, and where its chart is. `is_average` where its counts are long, like $12,000 over 4."""

    key: str
    name: str
    url: str
    is_average: bool
    together: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class WeeklyTable:
    """Metrics as rows, weeks as columns, the newest first. `has_typed` where a cell has what was typed below it."""

    weeks: tuple[WeekHead, ...]
    lines: tuple[MetricLine, ...]
    has_typed: bool


def build(
    rep_id: int,
    metrics: Sequence[Metric],
    series: Mapping[int, Series],
    typed: Typed,
    mondays: Sequence[date],
    *,
    on: date,
    say: "Sayers",
    address: Address,
) -> WeeklyTable:
    """The table of these metrics and weeks, from their series and what was typed beside, by metric id and Monday."""
    shown = [series[metric.pk] for metric in metrics]
    # Leave is the same for every metric, so the first series tells it.
    weeks = shown[0].weeks if shown else tuple(Week(day) for day in mondays)
    return WeeklyTable(
        tuple(_head(rep_id, week, on=on) for week in reversed(weeks)),
        tuple(
            _line(metric, one, typed.get(metric.pk, {}), say(metric), address.of(metric.key))
            for metric, one in zip(metrics, shown, strict=True)
        ),
        has_typed=any(typed.get(metric.pk) for metric in metrics),
    )


def _line(
    metric: Metric, series: Series, typed: Mapping[date, Decimal], say: "Sayer", url: str
) -> MetricLine:
    return MetricLine(
        key=metric.key,
        name=metric.name,
        url=url,
        is_average=metric.kind == Metric.Kind.AVERAGE,
        together=cells.of_window(series.window(), metric, say),
        cells=tuple(
            cells.of_week(week, metric, say, typed=typed.get(week.starts_on))
            for week in reversed(series.weeks)
        ),
    )


def _head(rep_id: int, week: Week, *, on: date) -> WeekHead:
    day = week.starts_on
    return WeekHead(
        starts_on=day,
        label=date_format(day, "j M"),
        year="" if day.year == on.year else str(day.year),
        away=leave_in_words(week),
        url=reverse("numbers:week", args=[rep_id, day]),
    )
