"""What the files of numbers hold: stored values one by one, or a rep's weeks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.queries.scorecard import Series, metrics, weekly_series
from salesgym.people.models import User

CHUNK = 2000
# The rep's name and address, the Monday, the metric's name, the value and its source (a WeeklyValue.Source), and what
# was typed where an import counts.
StoredValue = tuple[str, str, date, str, Decimal, str, Decimal | None]


@dataclass(frozen=True, slots=True)
class RepWeeks:
    """Every metric of one rep in the weeks of a period; `series` by metric id."""

    rep: User
    period: Period
    metrics: tuple[Metric, ...]
    series: Mapping[int, Series]


def stored_values(rep_ids: Collection[int], period: Period) -> Iterator[StoredValue]:
    """Every stored value of these people and weeks by person, week and metric; few at a time."""
    values = WeeklyValue.objects.filter(
        rep__in=rep_ids, week_start__gte=period.first, week_start__lt=period.until
    ).order_by("rep__name", "rep_id", "week_start", "metric__position", "metric_id")
    fields = ("rep__name", "rep__email", "week_start", "metric__name", "value", "source", "typed_value")
    return values.values_list(*fields).iterator(chunk_size=CHUNK)


def weeks_of(rep: User, period: Period) -> RepWeeks:
    """Every metric of this rep in these weeks. Two queries."""
    every_metric = tuple(metrics().values())
    series = weekly_series([rep.pk], every_metric, until=period.until, weeks=period.weeks)
    return RepWeeks(
        rep, period, every_metric, {metric.pk: series[rep.pk, metric.pk] for metric in every_metric}
    )
