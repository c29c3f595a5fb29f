"""What a rep's numbers page shows: every metric week by week, with the weeks that set its usual range.

The usual range comes from the rep's own weeks before the newest four: half a year of them, or all that the page
shows where that is more. Nobody is compared with others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesgym.numbers.calculations.statistics.usual_range import LOOK_BACK
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Freshness, Series, freshness, metrics, weekly_series
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class RepNumbers:
    """A rep's weeks by metric id. `looked_back` begins earlier than `series`, which has the weeks of the period."""

    rep_id: int
    period: Period
    metrics: tuple[Metric, ...]
    looked_back: Mapping[int, Series]
    series: Mapping[int, Series]
    freshness: Freshness | None

    @property
    def with_numbers(self) -> tuple[Metric, ...]:
        """The metrics that have a number in the period."""
        return tuple(metric for metric in self.metrics if not self.series[metric.pk].is_empty)

    @property
    def without_numbers(self) -> tuple[Metric, ...]:
        """The metrics that have none."""
        return tuple(metric for metric in self.metrics if self.series[metric.pk].is_empty)


def numbers_of(rep: User, *, period: Period, on: date) -> RepNumbers:
    """Every metric of this rep over these complete weeks. Three queries, however many metrics."""
    every_metric = tuple(metrics().values())
    weeks = max(period.weeks, LOOK_BACK) if period.weeks else 0
    by_rep = weekly_series([rep.pk], every_metric, until=period.until, weeks=weeks)
    looked_back = {metric_id: series for (_rep, metric_id), series in by_rep.items()}
    return RepNumbers(
        rep_id=rep.pk,
        period=period,
        metrics=every_metric,
        looked_back=looked_back,
        series={metric_id: series.since(period.first) for metric_id, series in looked_back.items()},
        freshness=freshness([rep.pk], until=on).get(rep.pk),
    )
