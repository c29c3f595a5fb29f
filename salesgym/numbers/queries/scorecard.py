"""Weekly numbers of any number of reps and metrics, each question in one query."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import BigIntegerField, DateField, DecimalField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject

from salesgym.compiled import compiled
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import complete_weeks, ends_on, monday
from salesgym.numbers.calculations.weeks.exposure import AT_WORK
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week, Window
from salesgym.numbers.models import Metric, RoleFigures, WeeklyValue
from salesgym.numbers.queries.exposure import LeaveRow, Leaves, away_by_week, leaves
from salesgym.people.models import User

Values = Mapping[tuple[int, int, date], Decimal]
# How wide the weeks of the role of a rep lie in a metric, by rep id and metric id.
Spreads = Mapping[tuple[int, int], float]
RoleSpread = float | Literal["not asked"] | None
# The stored metric of the numerator, and of the denominator where there is one.
Parts = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one rep, week by week, oldest first. Weeks that nobody knows have no value.

    `role_spread` is the phi of the rep's role in a count or share; None where the role has none.
    """

    rep_id: int
    metric_id: int
    has_denominator: bool
    weeks: tuple[Week, ...]
    role_spread: RoleSpread = "not asked"

    @property
    def values(self) -> list[float | None]:
        """Plain numbers for a chart; None where nothing is known."""
        return [None if week.value is None else float(week.value) for week in self.weeks]

    @property
    def is_empty(self) -> bool:
        return all(week.numerator is None for week in self.weeks)

    @property
    def known_to(self) -> date | None:
        """The Sunday of the newest week that is known."""
        known = (ends_on(week.starts_on) for week in reversed(self.weeks) if week.numerator is not None)
        return next(known, None)

    def window(self, *, last: int | None = None) -> Window:
        """The last weeks as one number; all weeks where no number is given."""
        weeks = self.weeks if last is None else self.weeks[max(len(self.weeks) - last, 0) :]
        return rates.window(weeks, has_denominator=self.has_denominator)

    def rolling(self, *, length: int = ROLLING_WEEKS) -> tuple[Window, ...]:
        """One window for each week, each as long as `length` and ending with it."""
        return rates.rolling(self.weeks, has_denominator=self.has_denominator, length=length)

    def since(self, day: date) -> "Series":
        """The weeks from the one of this day on."""
        return replace(self, weeks=tuple(week for week in self.weeks if week.starts_on >= monday(day)))

    def before(self, day: date) -> "Series":
        """The weeks before the one of this day."""
        return replace(self, weeks=tuple(week for week in self.weeks if week.starts_on < monday(day)))


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a rep's numbers reach, and who brought them."""

    to_on: date
    source: str
    by_name: str


def metrics(keys: Collection[str] | None = None) -> dict[str, Metric]:
    """Metrics by their key, in the order of pages; all of them where no keys are named."""
    found = metrics_by_id().values()
    return {metric.key: metric for metric in found if keys is None or metric.key in keys}


def metrics_by_id() -> dict[int, Metric]:
    """Every metric by its id, in the order of pages, each with the two that it divides. One query."""
    return by_id(Metric.objects.order_by("position", "pk"))


def by_id(metrics: Iterable[Metric]) -> dict[int, Metric]:
    """These metrics by id, in their order, each with the two that it divides; they are all that there are."""
    found = {metric.pk: metric for metric in metrics}
    for metric in found.values():
        metric.numerator = found.get(metric.numerator_id or 0)
        metric.denominator = found.get(metric.denominator_id or 0)
    return found


class SeriesByKey(Mapping[tuple[int, int], Series]):
    """The series of every (rep id, metric id), each put together when it is read first.

    A page asks for the metrics of all its plans together and reads few of them for each rep.
    """

    def __init__(
        self,
        rep_ids: Collection[int],
        metrics: Collection[Metric],
        mondays: Sequence[date],
        values: Values,
        leaves: Leaves,
        spreads: Spreads | None,
    ) -> None:
        self._rep_ids, self._mondays = dict.fromkeys(rep_ids), mondays
        self._metrics = {metric.pk: metric for metric in metrics}
        self._values, self._leaves, self._spreads = values, leaves, spreads
        self._kept: dict[tuple[int, int], Series] = {}

    def __getitem__(self, key: tuple[int, int]) -> Series:
        found = self._kept.get(key)
        if found is None:
            if key not in self:
                raise KeyError(key)
            rep_id, metric_id = key
            parts = _parts(self._metrics[metric_id])
            weeks = tuple(self._week(rep_id, parts, starts_on) for starts_on in self._mondays)
            spread: RoleSpread = "not asked" if self._spreads is None else self._spreads.get(key)
            found = self._kept[key] = Series(rep_id, metric_id, parts[1] is not None, weeks, spread)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in self._rep_ids and key[1] in self._metrics

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((rep_id, metric_id) for rep_id in self._rep_ids for metric_id in self._metrics)

    def __len__(self) -> int:
        return len(self._rep_ids) * len(self._metrics)

    @property
    def known_to(self) -> date | None:
        """The Sunday of the newest week that any of these series knows."""
        if not self._values:
            return None
        newest = (
            ends_on(starts_on)
            for starts_on in reversed(self._mondays)
            for rep_id, metric_id in self
            if self._week(rep_id, _parts(self._metrics[metric_id]), starts_on).numerator is not None
        )
        return next(newest, None)

    def _week(self, rep_id: int, parts: Parts, starts_on: date) -> Week:
        numerator, denominator = parts
        return rates.week(
            starts_on,
            self._values.get((rep_id, numerator, starts_on)),
            None if denominator is None else self._values.get((rep_id, denominator, starts_on)),
            has_denominator=denominator is not None,
            away=self._leaves.get((rep_id, starts_on), AT_WORK),
        )


def weekly_series(
    rep_ids: Collection[int],
    metrics: Collection[Metric],
    *,
    until: date,
    weeks: int,
    with_spread: bool = False,
) -> SeriesByKey:
    """The last complete weeks before the week of `until`, for every (rep id, metric id) asked for.

    One query, answered from the covering index, with the leave in these weeks. The running week never counts.
    `with_spread`: also the role's spread, for those who ask what is usual.
    """
    mondays = complete_weeks(until=until, weeks=weeks)
    values, leaves, spreads = _stored(rep_ids, metrics, mondays, with_spread=with_spread)
    return SeriesByKey(rep_ids, metrics, mondays, values, leaves, spreads if with_spread else None)


def window_value(rep_id: int, metric: Metric, *, until: date, weeks: int) -> Window:
    """One metric of one rep over the last complete weeks before the week of `until`, as one number."""
    return weekly_series([rep_id], [metric], until=until, weeks=weeks)[rep_id, metric.pk].window()


def freshness(rep_ids: Collection[int], *, until: date) -> dict[int, Freshness]:
    """How far the numbers of these reps reach; reps without any are left out."""
    rows = User.objects.filter(pk__in=rep_ids).values_list("pk", newest_number(until))
    return {rep_id: found for rep_id, row in rows if (found := freshness_of(row)) is not None}


def newest_number(until: date) -> Subquery:
    """An annotation of people: the newest number of each before the week of this day, as `freshness_of` reads it."""
    newest = WeeklyValue.objects.filter(rep=OuterRef("pk"), week_start__lt=monday(until))
    row = JSONObject(week="week_start", source="source", by="entered_by__name", at="entered_at")
    return Subquery(newest.order_by("-week_start", "-entered_at", "-pk").values(found=row)[:1])


def freshness_of(row: Mapping[str, Any] | None) -> Freshness | None:
    """What `newest_number` found; None without any number."""
    return Freshness(_reach(row["week"], row["at"]), row["source"], row["by"] or "") if row else None


def latest(found: Iterable[Freshness]) -> Freshness | None:
    """The freshest of several reps: what one line on a team's page says."""
    return max(found, key=lambda one: one.to_on, default=None)


def _reach(week: str, entered_at: str) -> date:
    """The last day that is known: the week's Sunday, or the day of entry where the week still ran."""
    return min(ends_on(date.fromisoformat(week)), datetime.fromisoformat(entered_at).date())


def _stored(
    rep_ids: Collection[int], metrics: Collection[Metric], mondays: Sequence[date], *, with_spread: bool
) -> tuple[Values, Leaves, Spreads]:
    """What is stored of these weeks, who was on leave in them, and how wide such weeks lie in each role.

    One query: a leave is a row without a metric, a spread one without a day.
    """
    parts = {part for metric in metrics for part in _parts(metric) if part is not None}
    if not (rep_ids and parts and mondays):
        return {}, {}, {}
    told = _values_and_leaves(
        tuple(rep_ids),
        metric_ids=tuple(sorted(parts)),
        first=mondays[0],
        last=mondays[-1],
        last_day=ends_on(mondays[-1]),
        spread_of=tuple(sorted({metric.pk for metric in metrics})) if with_spread else (),
    )
    values, away, spreads = {}, [], {}
    for rep_id, day, metric_id, value, last, work_days in told:
        if metric_id is None:
            away.append(LeaveRow(rep_id, day, last, work_days))
        elif day is None:
            spreads[rep_id, metric_id] = float(value)
        else:
            values[rep_id, metric_id, day] = value
    return values, away_by_week(away, mondays), spreads


@compiled
def _values_and_leaves(
    rep_ids: tuple[int, ...],
    *,
    metric_ids: tuple[int, ...],
    first: date,
    last: date,
    last_day: date,
    spread_of: tuple[int, ...],
) -> QuerySet[WeeklyValue, Any]:
    told = WeeklyValue.objects.filter(
        rep__in=rep_ids, metric__in=metric_ids, week_start__range=(first, last)
    ).values_list("rep_id", "week_start", "metric_id", "value", Value(None, DateField()), Value(""))
    taken = leaves(rep_ids, first=first, last=last_day).values_list(
        "person_id",
        "starts_on",
        Value(None, BigIntegerField()),
        Value(None, DecimalField()),
        "ends_on",
        "work_days",
    )
    return (
        told.union(taken, _spreads(rep_ids, spread_of), all=True)
        if spread_of
        else told.union(taken, all=True)
    )


def _spreads(rep_ids: Collection[int], metric_ids: Collection[int]) -> QuerySet[RoleFigures, Any]:
    """The phi of each of these reps' roles; of a ratio that the role has as an average it is in another unit."""
    wide = RoleFigures.objects.filter(
        job_role__people__in=rep_ids, metric__in=metric_ids, spread__isnull=False
    )
    shares_and_counts = wide.filter(kind__in=[Metric.Kind.RATIO, Metric.Kind.COUNT], kind=F("metric__kind"))
    return shares_and_counts.values_list(
        "job_role__people",
        Value(None, DateField()),
        "metric_id",
        Cast("spread", DecimalField(max_digits=40, decimal_places=20)),
        Value(None, DateField()),
        Value(""),
    )


def _parts(metric: Metric) -> Parts:
    """The stored metrics that a metric is made of."""
    if metric.numerator_id is None:
        return metric.pk, None
    return metric.numerator_id, metric.denominator_id
