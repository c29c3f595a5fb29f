"""Teams' numbers by week, read from their sums (salesgym.numbers.actions.team_weeks)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum, Value

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric, TeamWeek
from salesgym.numbers.queries.scorecard import Series

# The team id under which the sums of all teams together stand.
ALL_TEAMS = 0
# So many weeks may end without any number, as those do whose file has not come yet, and are then left out.
MOST_AWAITED = 4


@dataclass(frozen=True, slots=True)
class BesideBefore:
    """A total of the last weeks, and the one of as many weeks before; None where no week has a number."""

    now: Decimal | None = None
    before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WeekSum:
    """What a team's people brought in one week, and how many of them have a number."""

    total: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """Sums by (team id, metric id, Monday), with those of all teams together under ALL_TEAMS."""

    sums: Mapping[tuple[int, int, date], WeekSum]
    mondays: Sequence[date]

    def known_to(self, team_id: int) -> date | None:
        """The Monday of the newest week in which this team has any number."""
        return max((day for team, _metric, day in self.sums if team == team_id), default=None)

    def beside_before(self, team_id: int, metric: Metric | None, *, weeks: int) -> BesideBefore:
        """The total of the last weeks beside that of as many before."""
        now, before = self.mondays[-weeks:], self.mondays[-2 * weeks : -weeks]
        return BesideBefore(self._total(team_id, metric, now), self._total(team_id, metric, before))

    def series(self, team_id: int, metric: Metric, *, weeks: int) -> Series:
        """A ratio by week, or what one person brought of a count or of money."""
        by_week = tuple(self._week(team_id, metric, day) for day in self.mondays[-weeks:])
        return Series(team_id, metric.pk, has_denominator=True, weeks=by_week, role_spread=None)

    def _total(self, team_id: int, metric: Metric | None, mondays: Sequence[date]) -> Decimal | None:
        keys = [(team_id, metric.pk, day) for day in mondays] if metric else []
        totals = [self.sums[key].total for key in keys if key in self.sums]
        return sum(totals, Decimal()) if totals else None

    def _week(self, team_id: int, metric: Metric, day: date) -> Week:
        part = self.sums.get((team_id, metric.numerator_id or metric.pk, day))
        if metric.is_stored:
            whole = None if part is None else Decimal(part.people)
        else:
            over = self.sums.get((team_id, metric.denominator_id or 0, day))
            whole = None if over is None or _is_partly_told(metric, part, over) else over.total
        return rates.week(day, None if part is None else part.total, whole, has_denominator=True)


def _is_partly_told(metric: Metric, part: WeekSum | None, whole: WeekSum) -> bool:
    """Whether somebody has one side of a share of deals and not the other, as after a report of won deals alone.

    Their wins over the deals that others closed would be no share, and neither would others' wins over theirs.
    """
    sides = (metric.numerator, metric.denominator)
    of_deals = all(side is not None and side.from_deals for side in sides)
    return of_deals and part is not None and whole.people != part.people


def by_week(
    team_ids: Collection[int],
    shown: Collection[int],
    chosen: Metric,
    others: Collection[Metric],
    *,
    until: date,
    weeks: int,
    all_weeks: int,
) -> TeamWeeks:
    """The chosen metric of all these teams together over `all_weeks`, and with the others of the shown ones.

    The shown teams have the last `weeks` of them. The weeks end with the newest that any team has numbers of: one
    whose file has not come yet would read as a fall. Where none is that new, they end with the last complete one.
    One query.
    """
    mondays = complete_weeks(until=until, weeks=all_weeks)
    parts = {chosen.numerator_id, chosen.denominator_id} - {None} or {chosen.pk}
    wanted = {metric.pk for metric in others} | parts
    together = (
        TeamWeek.objects.filter(
            metric__in=parts, week_start__range=(mondays[0], mondays[-1]), team__in=team_ids
        )
        .values("metric_id", "week_start")
        .annotate(one=Value(ALL_TEAMS), sum=Sum("total"), people=Sum("reps"))
        .values_list("one", "metric_id", "week_start", "sum", "people")
        .order_by()
    )
    single = TeamWeek.objects.filter(
        team__in=shown, metric__in=wanted, week_start__range=(mondays[-weeks], mondays[-1])
    ).values_list("team_id", "metric_id", "week_start", F("total"), F("reps"))
    rows = together.union(single, all=True)
    sums = {(team, metric, day): WeekSum(total, people) for team, metric, day, total, people in rows}
    return TeamWeeks(sums, mondays[: len(mondays) - _awaited(sums, mondays)])


def _awaited(sums: Mapping[tuple[int, int, date], WeekSum], mondays: Sequence[date]) -> int:
    """How many of the last weeks have no number yet; none where that are too many to be on their way."""
    newest = max((day for _team, _metric, day in sums), default=None)
    awaited = sum(newest is not None and day > newest for day in mondays)
    return awaited if awaited <= MOST_AWAITED else 0
