"""A rep's numbers page: every metric week by week, as a drawing and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations import line_chart
from salesgym.numbers.calculations.control_chart import xmr_limits
from salesgym.numbers.calculations.line_chart import LineChart
from salesgym.numbers.calculations.page_period import Period
from salesgym.numbers.calculations.rates import ROLLING_WEEKS, Week, Window
from salesgym.numbers.calculations.weeks import ends_on, last_complete_week
from salesgym.numbers.calculations.wording import Style, for_chart, in_words, on_axis
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import cells, weekly_table
from salesgym.numbers.queries.scorecard import Freshness, Series, freshness, metrics, weekly_series
from salesgym.numbers.queries.weekly_table import WeeklyTable
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class MetricCard:
    """One metric of the page: the last weeks in words, the drawing, the table."""

    key: str
    name: str
    value: str
    counts: str
    description: str
    drawing: LineChart
    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class RepNumbers:
    """The whole page: metrics with numbers as a table and as cards, the names of those without."""

    table: WeeklyTable
    cards: tuple[MetricCard, ...]
    without: tuple[str, ...]
    freshness: Freshness | None
    together: str


def numbers_of(rep: User, *, period: Period, on: date, currency: str) -> RepNumbers:
    """Every metric of this rep over these complete weeks. Three queries, however many metrics."""
    known = metrics()
    series = weekly_series([rep.pk], known.values(), until=period.until, weeks=period.weeks)
    by_id = {metric.pk: metric for metric in known.values()}
    shown = [metric for metric in known.values() if not series[rep.pk, metric.pk].is_empty]
    days = {day: date_format(day, "j M") for day in period.mondays}
    together = _together(period, on=on)
    return RepNumbers(
        table=weekly_table.build(rep.pk, shown, series, period.mondays, on=on, currency=currency),
        cards=tuple(_card(metric, series[rep.pk, metric.pk], by_id, days, currency) for metric in shown),
        without=tuple(metric.name for metric in known.values() if metric not in shown),
        freshness=freshness([rep.pk], until=on).get(rep.pk),
        together=together,
    )


def _together(period: Period, *, on: date) -> str:
    """Which weeks the big number of a card takes together."""
    if period.weeks < ROLLING_WEEKS:
        return _("these weeks together")
    if period.mondays[-1] == last_complete_week(on):
        return _("last four weeks")
    return _("four weeks to %(day)s") % {"day": date_format(ends_on(period.mondays[-1]), "j M")}


def _card(
    metric: Metric,
    series: Series,
    by_id: Mapping[int, Metric],
    days: Mapping[date, str],
    currency: str,
) -> MetricCard:
    over = by_id.get(metric.denominator_id or 0)
    now = series.window(last=ROLLING_WEEKS)
    value = in_words(now.value, metric.style, currency=currency)
    return MetricCard(
        key=metric.key,
        name=metric.name,
        value=value,
        counts=_window_counts(metric, over, now, currency),
        description=_description(metric, series, value),
        drawing=_drawing(series, metric.style, currency),
        caption=_("%(metric)s, week by week") % {"metric": metric.name},
        columns=[_("Week from"), metric.name, *([_("Worked out from")] if over else [])],
        rows=[_row(week, days[week.starts_on], metric, currency) for week in reversed(series.weeks)],
    )


def _row(week: Week, day: str, metric: Metric, currency: str) -> list[str]:
    row = [day, in_words(week.value, metric.style, currency=currency)]
    return [*row, cells.counts(week, metric, currency)] if metric.has_denominator else row


def _window_counts(metric: Metric, over: Metric | None, now: Window, currency: str) -> str:
    if over is None:
        return _("a week")
    return f"{cells.counts(now, metric, currency)} {over.unit}".strip()


def _description(metric: Metric, series: Series, value: str) -> str:
    """The drawing in a sentence, for those who do not see it."""
    first, last = series.weeks[0].starts_on, ends_on(series.weeks[-1].starts_on)
    return _(
        "%(metric)s week by week from %(first)s to %(last)s; the last four weeks together: %(value)s."
    ) % {
        "metric": metric.name,
        "first": date_format(first, "j M"),
        "last": date_format(last, "j M"),
        "value": value,
    }


def _drawing(series: Series, style: Style, currency: str) -> LineChart:
    weeks = [
        line_chart.Week(
            week.starts_on,
            None if week.value is None else for_chart(week.value, style),
            None if week.value is None or window.value is None else for_chart(window.value, style),
        )
        for week, window in zip(series.weeks, series.rolling(), strict=True)
    ]
    drawn = Style.PERCENT if style is Style.SHARE else style
    band = _usual_range(series.values, style)
    return line_chart.build(
        weeks,
        say=partial(on_axis, style=style, currency=currency),
        say_last=partial(in_words, style=drawn, currency=currency),
        band=band,
        band_label=_("Usual range of a week") if band else "",
    )


def _usual_range(values: Sequence[float | None], style: Style) -> tuple[float, float] | None:
    """The band of usual weeks; none while there are too few. A share stays under one."""
    try:
        limits = xmr_limits([value for value in values if value is not None])
    except NotEnoughYet:
        return None
    upper = min(limits.upper, 1.0) if style is Style.SHARE else limits.upper
    return for_chart(limits.lower, style), for_chart(upper, style)
