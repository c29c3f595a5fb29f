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
from salesgym.numbers.calculations.rates import ROLLING_WEEKS, Week, Window
from salesgym.numbers.calculations.weeks import complete_weeks, ends_on
from salesgym.numbers.calculations.wording import Style, for_chart, in_words, on_axis
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Freshness, Series, freshness, metrics, weekly_series
from salesgym.people.models import User

PERIODS = (13, 26)


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
    """The whole page: metrics with numbers as cards, the names of those without."""

    cards: tuple[MetricCard, ...]
    without: tuple[str, ...]
    freshness: Freshness | None


def numbers_of(rep: User, *, until: date, weeks: int, currency: str) -> RepNumbers:
    """Every metric of this rep over the last complete weeks. Three queries, however many metrics."""
    known = metrics()
    series = weekly_series([rep.pk], known.values(), until=until, weeks=weeks)
    by_id = {metric.pk: metric for metric in known.values()}
    days = {day: date_format(day, "j M") for day in complete_weeks(until=until, weeks=weeks)}
    cards, without = [], []
    for metric in known.values():
        one = series[rep.pk, metric.pk]
        if one.is_empty:
            without.append(metric.name)
        else:
            cards.append(_card(metric, one, by_id, days, currency))
    return RepNumbers(tuple(cards), tuple(without), freshness([rep.pk], until=until).get(rep.pk))


def _card(
    metric: Metric,
    series: Series,
    by_id: Mapping[int, Metric],
    days: Mapping[date, str],
    currency: str,
) -> MetricCard:
    over = by_id.get(metric.denominator_id or 0)
    now = series.window(last=ROLLING_WEEKS)
    say = partial(in_words, currency=currency)
    value = say(now.value, metric.style)
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
    cells = [day, in_words(week.value, metric.style, currency=currency)]
    return [*cells, _counts(week, metric, currency)] if metric.has_denominator else cells


def _counts(week: Week | Window, metric: Metric, currency: str) -> str:
    """What a ratio was computed from: 41 of 187, or $12,000 over 4."""
    if week.numerator is None or week.denominator is None:
        return ""
    over = in_words(week.denominator, Style.PLAIN)
    if metric.kind == Metric.Kind.RATIO:
        return _("%(part)s of %(whole)s") % {"part": in_words(week.numerator, Style.PLAIN), "whole": over}
    style = Style.MONEY if metric.style is Style.MONEY else Style.PLAIN
    return _("%(sum)s over %(count)s") % {
        "sum": in_words(week.numerator, style, currency=currency),
        "count": over,
    }


def _window_counts(metric: Metric, over: Metric | None, now: Window, currency: str) -> str:
    if over is None:
        return _("a week")
    return f"{_counts(now, metric, currency)} {over.unit}".strip()


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
