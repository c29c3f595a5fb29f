"""One week of a rep: every number with where it comes from, and the deals behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import Func, JSONField, QuerySet

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.queries import week_deals
from salesgym.numbers.queries.exposure import LeaveRow, away_by_week, leaves
from salesgym.numbers.queries.scorecard import metrics
from salesgym.numbers.queries.week_deals import Counted
from salesgym.people.models import User

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    RepOfWeek = WithAnnotations[User, "OfTheWeek"]


class OfTheWeek(TypedDict):
    """The leaves of a week as [first day, last day, work days of the team], days in ISO form; and the deals of the week
    that are taken out of the numbers, as [id, name, id in the CRM].
    """

    leave_taken: list[tuple[str, str, str]]
    deals_out: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class WeekOfRep:
    """A week's stored values by metric id, the leave in it, and the deals behind it: sums, one page of them, and those that are
    taken out of the numbers, as OfTheWeek has them.

    The deals of the page are dicts (see week_deals.page_of).
    """

    starts_on: date
    away: Away
    metrics: tuple[Metric, ...]
    values: Mapping[int, WeeklyValue]
    sums: Counted
    deals: Page[Any]
    taken_out: Sequence[tuple[int, str, str]]

    @property
    def people(self) -> set[int | None]:
        """The ids of everybody who typed or imported a number of the week; None where nobody is named."""
        found: set[int | None] = set()
        for value in self.values.values():
            imported_by = value.origin.imported_by_id if value.origin else None
            found |= {value.entered_by_id, value.typed_by_id, imported_by}
        return found

    def number_of(self, metric: Metric) -> Week:
        """The week's number of this metric; a ratio is worked out from its two parts."""
        part = self.values.get(metric.numerator_id or metric.pk)
        whole = self.values.get(metric.denominator_id or 0)
        return rates.week(
            self.starts_on,
            part.value if part else None,
            whole.value if whole else None,
            has_denominator=metric.has_denominator,
            away=self.away,
        )


def with_leave(people: QuerySet[User], rep_id: int, week: date) -> QuerySet[RepOfWeek]:
    """This person with their leave and the deals taken out in this week, so that week_of needs no query for them."""
    taken = leaves([rep_id], first=week, last=ends_on(week))
    row = Func("starts_on", "ends_on", "work_days", function="jsonb_build_array", output_field=JSONField())
    return people.filter(pk=rep_id).annotate(
        leave_taken=ArraySubquery(taken.order_by("starts_on", "pk").values_list(row)),
        deals_out=ArraySubquery(week_deals.taken_out(week)),
    )


def week_of(rep: RepOfWeek, week: date, *, currency: str, page: str | None) -> WeekOfRep:
    """Everything behind one week. Four queries, however many deals. `rep` comes from with_leave."""
    every_metric = tuple(metrics().values())
    stored = WeeklyValue.objects.filter(rep=rep, week_start=week)
    values = {
        value.metric_id: value
        for value in stored.select_related("entered_by", "typed_by", "origin__source", "origin__imported_by")
    }
    sums = week_deals.counted(rep, week, currency=currency)
    deals = week_deals.page_of(rep, week, sums, number=page)
    return WeekOfRep(week, _away(rep, week), every_metric, values, sums, deals, rep.deals_out)


def _away(rep: RepOfWeek, week: date) -> Away:
    rows = [
        LeaveRow(rep.pk, date.fromisoformat(first), date.fromisoformat(last), work_days)
        for first, last, work_days in rep.leave_taken
    ]
    return away_by_week(rows, [week]).get((rep.pk, week), AT_WORK)
