"""A rep's numbers page: every metric week by week, as a drawing and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.statistics.signals import most_numbers
from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.pages.rep import metric_card, usual_range, weekly_table
from salesgym.numbers.pages.rep.metric_card import Judged, MetricCard
from salesgym.numbers.pages.rep.usual_range import SignalNote, Speaker
from salesgym.numbers.pages.rep.weekly_table import WeeklyTable
from salesgym.numbers.queries.rep_numbers import RepNumbers
from salesgym.numbers.queries.scorecard import Freshness
from salesgym.numbers.queries.signals.leading import leading, told_by

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


def build(numbers: RepNumbers, *, on: date, say: "Sayers", false_alarms_a_year: float) -> RepPage:
    """The page of these numbers on this day of the organization, with notes within its budget of false alarms."""
    period = numbers.period
    return RepPage(
        table=weekly_table.build(
            numbers.rep_id, numbers.with_numbers, numbers.series, period.mondays, on=on, say=say
        ),
        cards=_cards(numbers, say, false_alarms_a_year),
        without=tuple(metric.name for metric in numbers.without_numbers),
        freshness=numbers.freshness,
        together=_together(period, on=on),
    )


def _cards(numbers: RepNumbers, say: "Sayers", false_alarms_a_year: float) -> tuple[MetricCard, ...]:
    by_id = {metric.pk: metric for metric in numbers.metrics}
    speakers = usual_range.speakers(numbers.metrics, say)
    days = {day: date_format(day, "j M") for day in numbers.period.mondays}
    judged = {
        metric.pk: metric_card.judge(
            metric,
            numbers.looked_back[metric.pk],
            numbers.setting,
            shown=numbers.period.weeks,
            is_before_plan=numbers.is_before_plan,
        )
        for metric in numbers.with_numbers
    }
    notes = _notes(numbers, judged, speakers, false_alarms_a_year)
    return tuple(
        metric_card.build(
            judged[metric.pk],
            speakers[metric.pk],
            by_id.get(metric.denominator_id or 0),
            days,
            notes.get(metric.pk),
        )
        for metric in numbers.with_numbers
    )


def _notes(
    numbers: RepNumbers,
    judged: Mapping[int, Judged],
    speakers: Mapping[int, Speaker],
    false_alarms_a_year: float,
) -> dict[int, SignalNote]:
    """What stands out, by metric id: the open signals, and single weeks of as many leading numbers as the budget allows."""
    known = [metric for metric in leading(numbers.metrics) if _has_limits(judged.get(metric.pk))]
    heard = [metric.pk for metric in known if not told_by(metric, known)][: most_numbers(false_alarms_a_year)]
    found = {pk: usual_range.open_note(signals, speakers[pk].say) for pk, signals in numbers.signals.items()}
    for pk in heard:
        found[pk] = found.get(pk) or metric_card.week_note(judged[pk], speakers[pk])
    return {pk: note for pk, note in found.items() if note is not None}


def _has_limits(found: Judged | None) -> bool:
    return found is not None and found.limits is not None


def _together(period: Period, *, on: date) -> str:
    """Which weeks the big number of a card takes together."""
    if period.weeks < ROLLING_WEEKS:
        return _("these weeks together")
    if period.mondays[-1] == last_complete_week(on):
        return _("last four weeks")
    return _("four weeks to %(day)s") % {"day": date_format(ends_on(period.mondays[-1]), "j M")}
