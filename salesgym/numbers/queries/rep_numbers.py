"""What a rep's numbers page shows: every metric week by week, with the weeks that set its usual range.

The usual range comes from the rep's own weeks: those of the plan's baseline, or the half year before the newest four.
Nobody is compared with others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from salesgym.numbers.calculations.statistics.setting_weeks import Setting, before_newest
from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.models import EarlySignal, Metric, WeeklyValue
from salesgym.numbers.queries.scorecard import (
    Freshness,
    Series,
    freshness_of,
    metrics,
    newest_number,
    weekly_series,
)
from salesgym.numbers.queries.usual import settings_of
from salesgym.people.models import User

SIGNAL_COLUMNS = ("id", "metric_id", "week", "is_good", "value", "usual", "usual_low", "usual_high")
# What this page says of a signal besides: since when, and whether it waits for a talk.
OWN_COLUMNS = (*SIGNAL_COLUMNS, "since", "talked_at")


@dataclass(frozen=True, slots=True)
class RepNumbers:
    """A rep's weeks by metric id. `looked_back` begins earlier than `series`, which has the weeks of the period.

    `setting` are the weeks that set what is usual, those before a plan where `is_before_plan`. `signals` are the open
    ones by metric id, of a period that ends with the newest week. `typed` is what was typed of weeks in which an
    import counts, by metric id and Monday.
    """

    rep_id: int
    period: Period
    metrics: tuple[Metric, ...]
    looked_back: Mapping[int, Series]
    series: Mapping[int, Series]
    freshness: Freshness | None
    setting: Setting
    is_before_plan: bool
    signals: Mapping[int, Sequence[EarlySignal]]
    typed: Mapping[int, Mapping[date, Decimal]]

    @property
    def with_numbers(self) -> tuple[Metric, ...]:
        """The metrics that have a number in the period."""
        return tuple(metric for metric in self.metrics if not self.series[metric.pk].is_empty)

    @property
    def without_numbers(self) -> tuple[Metric, ...]:
        """The metrics that have none."""
        return tuple(metric for metric in self.metrics if self.series[metric.pk].is_empty)


def with_facts(reps: QuerySet[User], *, period: Period, on: date) -> QuerySet[User]:
    """These reps, each with what `numbers_of` needs of them: how far their numbers reach, their open signals, and what
    was typed beside the imported numbers of the period."""
    signals = EarlySignal.objects.filter(rep=OuterRef("pk")).open()
    rows = signals.values(row=JSONObject(**{name: name for name in OWN_COLUMNS}))
    beside = WeeklyValue.objects.filter(
        rep=OuterRef("pk"),
        typed_value__isnull=False,
        week_start__gte=period.first,
        week_start__lt=period.until,
    )
    # A number in JSON would come back as a float.
    typed = beside.values(
        row=JSONObject(metric="metric_id", week="week_start", value=Cast("typed_value", TextField()))
    )
    return reps.annotate(
        newest_number=newest_number(on), open_signals=ArraySubquery(rows), typed_beside=ArraySubquery(typed)
    )


def numbers_of(rep: User, *, period: Period, on: date) -> RepNumbers:
    """Every metric of this rep (of `with_facts`) over these complete weeks. Three queries, however many metrics."""
    annotated = vars(rep)
    every_metric = tuple(metrics().values())
    is_newest = last_complete_week(period.until) == last_complete_week(on)
    setting = settings_of([rep.pk], on=on if is_newest else period.until)[rep.pk]
    weeks = max(period.weeks, setting.weeks_back(period.until)) if period.weeks else 0
    by_rep = weekly_series([rep.pk], every_metric, until=period.until, weeks=weeks, with_spread=True)
    looked_back = {metric_id: series for (_rep, metric_id), series in by_rep.items()}
    return RepNumbers(
        rep_id=rep.pk,
        period=period,
        metrics=every_metric,
        looked_back=looked_back,
        series={metric_id: series.since(period.first) for metric_id, series in looked_back.items()},
        freshness=freshness_of(annotated["newest_number"]),
        setting=setting,
        is_before_plan=setting != before_newest(period.until),
        signals=_open_signals(annotated["open_signals"], every_metric) if is_newest else {},
        typed=_typed(annotated["typed_beside"]),
    )


def _typed(rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[date, Decimal]]:
    found: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
    for row in rows:
        found[row["metric"]][date.fromisoformat(row["week"])] = Decimal(row["value"])
    return found


def _open_signals(
    rows: Iterable[Mapping[str, Any]], metrics: Sequence[Metric]
) -> dict[int, list[EarlySignal]]:
    by_id = {metric.pk: metric for metric in metrics}
    found: defaultdict[int, list[EarlySignal]] = defaultdict(list)
    for row in rows:
        days = {name: date.fromisoformat(row[name]) for name in ("week", "since")}
        talked_at = row["talked_at"] and datetime.fromisoformat(row["talked_at"])
        signal = EarlySignal(**{**row, **days, "talked_at": talked_at})
        signal.metric = by_id[signal.metric_id]
        found[signal.metric_id].append(signal)
    return found
