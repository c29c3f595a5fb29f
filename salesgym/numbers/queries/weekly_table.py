"""All metrics of a rep by week: what stands in the table of his numbers page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from salesgym.numbers.models import Metric
from salesgym.numbers.queries import cells
from salesgym.numbers.queries.cells import Cell
from salesgym.numbers.queries.scorecard import Series


@dataclass(frozen=True, slots=True)
class WeekHead:
    """One week above its column; the year where it is another one than today's."""

    starts_on: date
    label: str
    year: str
    url: str


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric. `is_average` where its counts are long, like $12,000 over 4."""

    key: str
    name: str
    is_average: bool
    together: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class WeeklyTable:
    """Metrics as rows, weeks as columns, the newest first."""

    weeks: tuple[WeekHead, ...]
    lines: tuple[MetricLine, ...]


def build(
    rep_id: int,
    metrics: Sequence[Metric],
    series: Mapping[tuple[int, int], Series],
    mondays: Sequence[date],
    *,
    on: date,
    currency: str,
) -> WeeklyTable:
    """The table of these metrics and weeks. Asks nothing: the series are there already."""
    heads = tuple(_head(rep_id, day, on=on) for day in reversed(mondays))
    return WeeklyTable(heads, tuple(_line(metric, series[rep_id, metric.pk], currency) for metric in metrics))


def _line(metric: Metric, series: Series, currency: str) -> MetricLine:
    return MetricLine(
        key=metric.key,
        name=metric.name,
        is_average=metric.kind == Metric.Kind.AVERAGE,
        together=cells.of_window(series.window(), metric, currency),
        cells=tuple(cells.of_week(week, metric, currency) for week in reversed(series.weeks)),
    )


def _head(rep_id: int, day: date, *, on: date) -> WeekHead:
    return WeekHead(
        starts_on=day,
        label=date_format(day, "j M"),
        year="" if day.year == on.year else str(day.year),
        url=reverse("numbers:week", args=[rep_id, day]),
    )
