"""The page of one week of a rep: every number with where it comes from, and the deals behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.pages import cells, typed
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.pages.days import short_day
from salesgym.numbers.pages.deal import links
from salesgym.numbers.pages.leave import leave_in_words
from salesgym.numbers.pages.week import deals
from salesgym.numbers.pages.week.deals import DealGroup
from salesgym.numbers.queries.week import WeekOfRep
from salesgym.numbers.queries.week_deals import Counted
from salesgym.people.pages.sentence import sentence

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers

# Weekly values are stored to the cent.
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One metric of the week. `notes` say what was typed where an import counts, and what the deals come to where that
    differs from the stored number."""

    key: str
    name: str
    cell: Cell
    source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The whole page; `page` is the page of deals that `groups` shows, `taken_out` the names of those that count
    nowhere, each with its page.
    """

    away: str
    lines: tuple[NumberLine, ...]
    groups: list[DealGroup]
    page: Page[Any]
    taken_out: tuple[tuple[str, str], ...] = ()


def build(week: WeekOfRep, *, say: "Sayers") -> WeekPage:
    """The page of this week."""
    by_id = {metric.pk: metric for metric in week.metrics}
    return WeekPage(
        away=leave_in_words(Week(week.starts_on, away=week.away)),
        lines=tuple(_line(metric, by_id, week, say(metric)) for metric in week.metrics),
        groups=deals.groups(list(week.deals), week.sums, say=say),
        page=week.deals,
        taken_out=links(week.taken_out),
    )


def _line(metric: Metric, by_id: Mapping[int, Metric], week: WeekOfRep, say: "Sayer") -> NumberLine:
    cell = cells.of_week(week.number_of(metric), metric, say)
    if metric.has_denominator:
        return NumberLine(metric.key, metric.name, cell, _parts(metric, by_id))
    value = week.values.get(metric.pk)
    if value is None:
        return NumberLine(metric.key, metric.name, cell)
    return NumberLine(
        metric.key,
        metric.name,
        cell,
        _source(value, metric, week.sums),
        tuple(filter(None, (_beside(value, say), _difference(value, metric, week.sums, say)))),
    )


def _parts(metric: Metric, by_id: Mapping[int, Metric]) -> str:
    """A ratio is never stored: which two numbers it is made of."""
    numerator, denominator = by_id[metric.numerator_id or 0], by_id[metric.denominator_id or 0]
    return _("%(part)s over %(whole)s") % {"part": numerator.name, "whole": denominator.name}


def _source(value: WeeklyValue, metric: Metric, sums: Counted) -> str:
    """Where a stored number comes from, in words."""
    day = _day(value, value.entered_at)
    if value.source == WeeklyValue.Source.DEALS:
        return _from_deals(sums.behind(metric.key))
    if value.source == WeeklyValue.Source.TYPED:
        return typed.who_and_when(value.entered_by, day)
    origin = value.origin
    by = value.entered_by or (origin.imported_by if origin else None)
    words = _("imported on %(day)s") % {"day": day}
    if by is not None:
        words = sentence(_("imported on %(day)s by %(name)s"), {"day": day, "name": by.name}, name=by.pk)
    if origin is not None and origin.source is not None:
        return sentence(_("%(imported)s from %(source)s"), {"imported": words, "source": origin.source.name})
    return words


def _from_deals(behind: int | None) -> str:
    if behind is None:
        return _("from deals")
    return ngettext("from %(count)s deal", "from %(count)s deals", behind) % {"count": f"{behind:,}"}


def _beside(value: WeeklyValue, say: "Sayer") -> str:
    """What was typed where an import counts, as a sentence; empty where nothing was."""
    if value.typed_value is None or value.typed_at is None:
        return ""
    return typed.beside(say.bare.exact(value.typed_value), value.typed_by, _day(value, value.typed_at))


def _difference(value: WeeklyValue, metric: Metric, sums: Counted, say: "Sayer") -> str:
    """What the deals come to where that differs from the stored number; empty where it does not."""
    total = sums.value_of(metric.key, say.money.currency) if metric.from_deals else None
    # A week without any deal does not contradict a number that somebody typed.
    if total is None or (not sums.rows and value.source != WeeklyValue.Source.DEALS):
        return ""
    if abs(total - value.value) < CENT:
        return ""
    return _("The deals below come to %(value)s.") % {
        "value": cells.of_week(Week(value.week_start, total, None, total), metric, say).value
    }


def _day(value: WeeklyValue, entered_at: datetime) -> str:
    """The day of an entry in the reader's time zone; with the year where it differs from the week's."""
    day = timezone.localtime(entered_at).date()
    return short_day(day, beside=value.week_start)
