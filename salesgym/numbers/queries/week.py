"""One week of a rep: every number with where it comes from, and the deals behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import Func, JSONField, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.exposure import AT_WORK, Away
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.queries import week_deals
from salesgym.numbers.queries.exposure import LeaveRow, away_by_week, leave_in_words, leaves
from salesgym.numbers.queries.scorecard import metrics
from salesgym.numbers.queries.week_deals import Counted, DealGroup
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

Values = Mapping[int, WeeklyValue]
# Weekly values are stored to the cent.
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One metric of the week. `note` says what does not fit, such as deals that say something else by now."""

    key: str
    name: str
    cell: Cell
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class WeekOfRep:
    away: str
    lines: tuple[NumberLine, ...]
    groups: list[DealGroup]
    page: Page


def with_leave(people: QuerySet[User], rep_id: int, week: date) -> QuerySet[User]:
    """This person with his leave in this week, as week_of needs it: asked for along with him."""
    taken = leaves([rep_id], first=week, last=ends_on(week))
    row = Func("starts_on", "ends_on", "work_days", function="jsonb_build_array", output_field=JSONField())
    return people.filter(pk=rep_id).annotate(
        leave_taken=ArraySubquery(taken.order_by("starts_on", "pk").values_list(row))
    )


def week_of(rep: User, week: date, *, say: "Sayers", page: str | None) -> WeekOfRep:
    """Everything behind one week. Four queries, however many deals. `rep` comes from with_leave."""
    known = metrics()
    stored = WeeklyValue.objects.filter(rep=rep, week_start=week)
    values = {
        value.metric_id: value
        for value in stored.select_related("entered_by", "origin__source", "origin__imported_by")
    }
    sums = week_deals.counted(rep, week, currency=say.currency)
    deals = week_deals.page_of(rep, week, sums, number=page)
    away = _away(rep, week)
    by_id = {metric.pk: metric for metric in known.values()}
    return WeekOfRep(
        away=leave_in_words(rates.Week(week, away=away)),
        lines=tuple(_line(metric, by_id, values, week, away, sums, say(metric)) for metric in known.values()),
        groups=week_deals.groups(deals, sums, say=say),
        page=deals,
    )


def _line(
    metric: Metric,
    by_id: Mapping[int, Metric],
    values: Values,
    week: date,
    away: Away,
    sums: Counted,
    say: "Sayer",
) -> NumberLine:
    found = rates.week(
        week,
        _value(values, metric.numerator_id or metric.pk),
        _value(values, metric.denominator_id),
        has_denominator=metric.has_denominator,
        away=away,
    )
    cell = cells.of_week(found, metric, say)
    if metric.has_denominator:
        return NumberLine(metric.key, metric.name, cell, _parts(metric, by_id), "")
    value = values.get(metric.pk)
    if value is None:
        return NumberLine(metric.key, metric.name, cell, "", "")
    return NumberLine(
        metric.key,
        metric.name,
        cell,
        _source(value, metric, sums),
        _difference(value, metric, sums, say),
    )


def _away(rep: User, week: date) -> Away:
    rows = [
        LeaveRow(rep.pk, date.fromisoformat(first), date.fromisoformat(last), work_days)
        for first, last, work_days in rep.leave_taken  # type: ignore[attr-defined] # from with_leave
    ]
    return away_by_week(rows, [week]).get((rep.pk, week), AT_WORK)


def _value(values: Values, metric_id: int | None) -> Decimal | None:
    value = values.get(metric_id) if metric_id is not None else None
    return None if value is None else value.value


def _parts(metric: Metric, by_id: Mapping[int, Metric]) -> str:
    """A ratio is never stored: which two numbers it is made of."""
    numerator, denominator = by_id[metric.numerator_id or 0], by_id[metric.denominator_id or 0]
    return _("%(part)s over %(whole)s") % {"part": numerator.name, "whole": denominator.name}


def _source(value: WeeklyValue, metric: Metric, sums: Counted) -> str:
    """Where a stored number comes from, in words."""
    day = _day(value)
    if value.source == WeeklyValue.Source.DEALS:
        return _from_deals(sums.behind(metric.key))
    if value.source == WeeklyValue.Source.TYPED:
        if value.entered_by is None:
            return _("typed on %(day)s") % {"day": day}
        return _("typed by %(name)s on %(day)s") % {"name": value.entered_by.name, "day": day}
    origin = value.origin
    by = value.entered_by or (origin.imported_by if origin else None)
    words = _("imported on %(day)s") % {"day": day}
    if by is not None:
        words = _("imported on %(day)s by %(name)s") % {"day": day, "name": by.name}
    if origin is not None and origin.source is not None:
        return _("%(imported)s from %(source)s") % {"imported": words, "source": origin.source.name}
    return words


def _from_deals(behind: int | None) -> str:
    if behind is None:
        return _("from deals")
    return ngettext("from %(count)s deal", "from %(count)s deals", behind) % {"count": f"{behind:,}"}


def _difference(value: WeeklyValue, metric: Metric, sums: Counted, say: "Sayer") -> str:
    """What the deals say, where that is something else than the number that stands."""
    told = sums.value_of(metric.key, say.money.currency) if metric.from_deals else None
    # Deals that nobody has are no contradiction to a number that somebody typed.
    if told is None or (not sums.rows and value.source != WeeklyValue.Source.DEALS):
        return ""
    if abs(told - value.value) < CENT:
        return ""
    return _("The deals below come to %(value)s.") % {
        "value": cells.of_week(rates.Week(value.week_start, told, None, told), metric, say).value
    }


def _day(value: WeeklyValue) -> str:
    """The reader's day on which it was entered; with the year where it is not the week's own."""
    day = timezone.localtime(value.entered_at).date()
    return date_format(day, "j M" if day.year == value.week_start.year else "j M Y")
