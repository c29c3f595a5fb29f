"""A rep's numbers page: every metric week by week, as a drawing and as a table.

Weeks are held against the rep's own usual range. It comes from his weeks before the newest four, half a year of
them and all that the page shows: against his own start, never a rank.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.statistics.usual_range import LOOK_BACK
from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.pages.rep import metric_card, usual_range
from salesgym.numbers.pages.rep.metric_card import MetricCard
from salesgym.numbers.queries import weekly_table
from salesgym.numbers.queries.scorecard import Freshness, freshness, metrics, weekly_series
from salesgym.numbers.queries.weekly_table import WeeklyTable
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class RepNumbers:
    """The whole page: metrics with numbers as a table and as cards, the names of those without."""

    table: WeeklyTable
    cards: tuple[MetricCard, ...]
    without: tuple[str, ...]
    freshness: Freshness | None
    together: str


def numbers_of(rep: User, *, period: Period, on: date, say: "Sayers") -> RepNumbers:
    """Every metric of this rep over these complete weeks. Three queries, however many metrics."""
    known = metrics()
    by_id = {metric.pk: metric for metric in known.values()}
    weeks = max(period.weeks, LOOK_BACK) if period.weeks else 0
    found = weekly_series([rep.pk], known.values(), until=period.until, weeks=weeks)
    series = {key: one.since(period.first) for key, one in found.items()}
    shown = [metric for metric in known.values() if not series[rep.pk, metric.pk].is_empty]
    speakers = usual_range.speakers(known.values(), say)
    days = {day: date_format(day, "j M") for day in period.mondays}
    return RepNumbers(
        table=weekly_table.build(rep.pk, shown, series, period.mondays, on=on, say=say),
        cards=tuple(
            metric_card.build(
                metric_card.judge(metric, found[rep.pk, metric.pk], shown=period.weeks),
                speakers[metric.pk],
                by_id.get(metric.denominator_id or 0),
                days,
            )
            for metric in shown
        ),
        without=tuple(metric.name for metric in known.values() if metric not in shown),
        freshness=freshness([rep.pk], until=on).get(rep.pk),
        together=_together(period, on=on),
    )


def _together(period: Period, *, on: date) -> str:
    """Which weeks the big number of a card takes together."""
    if period.weeks < ROLLING_WEEKS:
        return _("these weeks together")
    if period.mondays[-1] == last_complete_week(on):
        return _("last four weeks")
    return _("four weeks to %(day)s") % {"day": date_format(ends_on(period.mondays[-1]), "j M")}
