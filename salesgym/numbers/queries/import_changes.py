"""A changed line of a file, old and new side by side, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.money.units import minor_digits, to_major
from salesgym.numbers.calculations.wording import UNKNOWN, Style, in_words
from salesgym.numbers.models import ComparedValue, Deal, Metric, StagedDeal


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes: what it is, and its old and new value."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One deal or number that the file says differently than we do."""

    line: int
    who: str
    title: str
    differences: tuple[Difference, ...]


def of_deals(rows: Iterable[StagedDeal], currency: str) -> Iterator[ChangedLine]:
    """Deals with what changes about each."""
    for row in rows:
        who = row.owner.name if row.owner else row.owner_key
        title = f"{row.name}, {row.external_id}" if row.name else row.external_id
        told = tuple(_differences(row, row.known, currency)) if row.known else ()
        yield ChangedLine(row.line, who, title, told)


def of_values(rows: Iterable[ComparedValue], currency: str) -> Iterator[ChangedLine]:
    """Numbers of a week or a period with the value they had."""
    for row in rows:
        what = row.metric.name if row.metric else _("Quota")
        told = Difference(
            what,
            in_figures(row.known_value, row.metric, currency),
            in_figures(row.value, row.metric, currency),
        )
        yield ChangedLine(row.line, row.rep.name, period_words(row.starts_on, row.months), (told,))


def in_figures(value: Decimal | None, metric: Metric | None, currency: str) -> str:
    """A value as it reads in a table. What has no metric is a quota, and so money."""
    if value is None:
        return UNKNOWN
    style = metric.style if metric else Style.MONEY
    digits = None if value == value.to_integral_value() else 2
    return in_words(value, style, currency=currency, decimals=digits)


def period_words(starts_on: date, months: int) -> str:
    """A week, a month or a quarter by its name."""
    if months == 3:
        return _("Q%(quarter)s %(year)s") % {"quarter": (starts_on.month + 2) // 3, "year": starts_on.year}
    if months:
        return date_format(starts_on, "F Y")
    return _("Week of %(day)s") % {"day": date_format(starts_on, "j M Y")}


def _differences(row: StagedDeal, known: Deal, currency: str) -> Iterator[Difference]:
    pairs = (
        (_("Owner"), known.owner.name, row.owner.name if row.owner else row.owner_key),
        (_("Stage"), known.get_stage_display(), str(Deal.Stage(row.stage).label)),
        (_("Amount"), _money(known.amount_minor, known.currency), _money(row.amount_minor, currency)),
        (_("Opened"), _day(known.opened_on), _day(row.opened_on)),
        (_("Closed"), _day(known.closed_on), _day(row.closed_on)),
        (_("Name"), known.name or UNKNOWN, row.name or UNKNOWN),
    )
    return (Difference(what, before, after) for what, before, after in pairs if before != after)


def _money(minor: int | None, currency: str) -> str:
    if minor is None:
        return UNKNOWN
    amount = to_major(minor, currency)
    digits = 0 if amount == amount.to_integral_value() else minor_digits(currency)
    return in_words(amount, Style.MONEY, currency=currency, decimals=digits)


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else UNKNOWN
