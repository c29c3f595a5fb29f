"""A changed line of a file, old and new side by side, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import ComparedValue, Deal, Metric, StagedDeal, WeeklyValue
from salesgym.numbers.pages.deal_id import shown_id
from salesgym.numbers.pages.imports.places import place
from salesgym.numbers.pages.typed import gives_way
from salesgym.numbers.queries.deal import DealFacts

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Money, Sayers


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes: what it is, and its old and new value."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One deal or number that the file says differently than we do. `line` is where it stands, `who_id` None of a deal
    without an owner here; `note` says who typed a number that the file replaces."""

    line: str
    who_id: int | None
    who: str
    title: str
    differences: tuple[Difference, ...]
    note: str = ""


def of_deals(
    rows: Iterable[StagedDeal], say: "Sayers", book: Book | None, *, is_owner_open: bool = False
) -> Iterator[ChangedLine]:
    """Deals with what changes about each. `is_owner_open`: nobody chose yet whether closed deals keep their owner."""
    for row in rows:
        who = row.owner.name if row.owner else row.owner_key
        title = ", ".join(filter(None, (row.name, shown_id(row.external_id))))
        changes = tuple(_of_deal(row, say, is_owner_open=is_owner_open))
        yield ChangedLine(place(row.line, book), row.owner_id, who, title, changes)


def of_values(
    rows: Iterable[ComparedValue], typed: Mapping[int, WeeklyValue], say: "Sayers", book: Book | None
) -> Iterator[ChangedLine]:
    """Numbers of a week or a period with the value they had. `typed` are those that somebody typed, by the row's id."""
    for row in rows:
        what = row.metric.name if row.metric else _("Quota")
        difference = Difference(
            what,
            in_figures(row.known_value, row.metric, say),
            in_figures(row.value, row.metric, say),
        )
        when = period_words(row.starts_on, row.months)
        note = _typed_note(typed[row.pk]) if row.pk in typed else ""
        where = place(row.line, book)
        yield ChangedLine(where, row.rep_id, row.rep.name, when, (difference,), note)


def _typed_note(stored: WeeklyValue) -> str:
    name = stored.entered_by.name if stored.entered_by else ""
    return gives_way(name, date_format(timezone.localtime(stored.entered_at), "j M"))


def in_figures(value: Decimal | None, metric: Metric | None, say: "Sayers") -> str:
    """A value as it reads in a table. What has no metric is a quota, and so money."""
    words = say(metric).full(value) if metric else say.money.full(value)
    return words or UNKNOWN


def period_words(starts_on: date, months: int) -> str:
    """A week, a month or a quarter by its name."""
    if months == 3:
        return _("Q%(quarter)s %(year)s") % {"quarter": (starts_on.month + 2) // 3, "year": starts_on.year}
    if months:
        return date_format(starts_on, "F Y")
    return _("Week of %(day)s") % {"day": date_format(starts_on, "j M Y")}


def differences_of(before: DealFacts, after: DealFacts, say: "Sayers") -> Iterator[Difference]:
    """What changes about a deal, field by field."""
    pairs = (
        (_("Owner"), before.owner, after.owner),
        (_("Stage"), str(Deal.Stage(before.stage).label), str(Deal.Stage(after.stage).label)),
        (
            _("Amount"),
            _money(before.amount_minor, say.money_in(before.currency)),
            _money(after.amount_minor, say.money_in(after.currency)),
        ),
        (_("Opened"), _day(before.opened_on), _day(after.opened_on)),
        (_("Closed"), _day(before.closed_on), _day(after.closed_on)),
        (_("Name"), before.name or UNKNOWN, after.name or UNKNOWN),
    )
    return (Difference(what, old, new) for what, old, new in pairs if old != new)


def _of_deal(row: StagedDeal, say: "Sayers", *, is_owner_open: bool) -> Iterator[Difference]:
    """What a line changes about the deal that is stored; nothing of one that is new."""
    if row.known is None:
        return
    # A deal that was known by its facts takes over the ID that this line has for it.
    if row.known_as and not shown_id(row.known_as):
        yield Difference(_("ID"), UNKNOWN, row.external_id)
    before, after = (
        DealFacts.of(row.known, row.known.owner.name),
        DealFacts.of(row, _owner(row, is_open=is_owner_open)),
    )
    yield from differences_of(before, after, say)


def _owner(row: StagedDeal, *, is_open: bool) -> str:
    """The owner after the import; of a closed deal that keeps its own, or may, beside the one that the file names."""
    name = row.owner.name if row.owner else row.owner_key
    if row.file_owner is None or row.file_owner_id == row.owner_id:
        return name
    if is_open and row.known is not None and row.known.kept_from_id != row.file_owner_id:
        return _("%(name)s or %(other)s, as is chosen") % {"name": name, "other": row.file_owner.name}
    return _("%(name)s, not %(other)s") % {"name": name, "other": row.file_owner.name}


def _money(minor: int | None, money: "Money") -> str:
    return money.minor(minor) or UNKNOWN


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else UNKNOWN
