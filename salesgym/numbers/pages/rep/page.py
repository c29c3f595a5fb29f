"""A rep's numbers page: every metric week by week, as a drawing and as a table."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.pages.rep import metric_card, usual_range, weekly_table
from salesgym.numbers.pages.rep.metric_card import MetricCard
from salesgym.numbers.pages.rep.weekly_table import WeeklyTable
from salesgym.numbers.queries.rep_numbers import RepNumbers
from salesgym.numbers.queries.scorecard import Freshness

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class RepPage:
    """The whole page: metrics with numbers as a table and as cards, the names of those without."""

    table: WeeklyTable
    cards: tuple[MetricCard, ...]
    without: tuple[str, ...]
    freshness: Freshness | None
    together: str


def build(numbers: RepNumbers, *, on: date, say: "Sayers") -> RepPage:
    """The page of these numbers on this day of the organization."""
    period = numbers.period
    return RepPage(
        table=weekly_table.build(
            numbers.rep_id, numbers.with_numbers, numbers.series, period.mondays, on=on, say=say
        ),
        cards=_cards(numbers, say),
        without=tuple(metric.name for metric in numbers.without_numbers),
        freshness=numbers.freshness,
        together=_together(period, on=on),
    )


def _cards(numbers: RepNumbers, say: "Sayers") -> tuple[MetricCard, ...]:
    by_id = {metric.pk: metric for metric in numbers.metrics}
    speakers = usual_range.speakers(numbers.metrics, say)
    days = {day: date_format(day, "j M") for day in numbers.period.mondays}
    return tuple(
        metric_card.build(
            metric_card.judge(metric, numbers.looked_back[metric.pk], shown=numbers.period.weeks),
            speakers[metric.pk],
            by_id.get(metric.denominator_id or 0),
            days,
        )
        for metric in numbers.with_numbers
    )


def _together(period: Period, *, on: date) -> str:
    """Which weeks the big number of a card takes together."""
    if period.weeks < ROLLING_WEEKS:
        return _("these weeks together")
    if period.mondays[-1] == last_complete_week(on):
        return _("last four weeks")
    return _("four weeks to %(day)s") % {"day": date_format(ends_on(period.mondays[-1]), "j M")}
