"""A file of deals taken in: read, compared with what is known, then all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from salesgym.numbers.actions import deal_values
from salesgym.numbers.actions.file_trouble import FileRefused, sentence
from salesgym.numbers.calculations import csv_rows
from salesgym.numbers.calculations.csv_rows import DealRow, Reading, Trouble
from salesgym.numbers.calculations.money import to_minor
from salesgym.numbers.calculations.weeks import last_complete_week, monday
from salesgym.numbers.models import Deal, Import, Source
from salesgym.numbers.queries.owners import key_of, people_by_name
from salesgym.people.models import Organization, User

DEFAULT_SOURCE = "CRM"
BATCH = 2000
LINES_NAMED = 8
WRITTEN = ["owner", "name", "stage", "amount_minor", "currency", "opened_on", "closed_on"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is left out, and the sentence why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence and the lines that it keeps out: the first few, and how many more."""

    reason: str
    lines: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file changes, or has changed."""

    read: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    without_opened_date: int
    newest_on: date | None
    shift_days: int

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed)

    @property
    def written(self) -> int:
        return self.added + self.changed

    def reasons(self) -> list[Reason]:
        """The refusals by their sentence, the most frequent first."""
        lines: dict[str, list[int]] = {}
        for refusal in self.refused:
            lines.setdefault(refusal.reason, []).append(refusal.line)
        ordered = sorted(lines.items(), key=lambda item: (-len(item[1]), item[1][0]))
        return [
            Reason(reason, tuple(found[:LINES_NAMED]), max(len(found) - LINES_NAMED, 0))
            for reason, found in ordered
        ]

    def as_json(self) -> dict[str, object]:
        """The summary in the words that programs read."""
        refused = [{"line": refusal.line, "reason": refusal.reason} for refusal in self.refused]
        return {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": refused,
        }


@dataclass(slots=True)
class Comparison:
    """The file beside what is known: deals to write, and the weeks they touch."""

    source: Source
    shift_days: int
    to_write: list[Deal] = field(default_factory=list)
    added: int = 0
    unchanged: int = 0
    without_opened_date: int = 0
    newest_on: date | None = None
    touched: set[tuple[int, date]] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)

    def summary(self, reading: Reading) -> Summary:
        refused = [Refusal(bad.line, sentence(bad.trouble, bad.details)) for bad in reading.bad]
        return Summary(
            read=reading.read,
            added=self.added,
            changed=len(self.to_write) - self.added,
            unchanged=self.unchanged + reading.repeated,
            refused=tuple(sorted(refused + self.refused, key=lambda refusal: refusal.line)),
            without_opened_date=self.without_opened_date,
            newest_on=self.newest_on,
            shift_days=self.shift_days,
        )


def read_deals(content: bytes) -> Reading:
    """The deals of a file. Refuses a file that is wrong as a whole."""
    try:
        return csv_rows.read(content)
    except csv_rows.Unreadable as problem:
        raise FileRefused(sentence(problem.trouble, problem.details)) from problem


def preview(*, content: bytes, source_name: str, at: datetime, shift_to_now: bool = False) -> Summary:
    """What taking in this file would change. Nothing is written."""
    reading = read_deals(content)
    source = Source.objects.filter(name=source_name).first() or Source(name=source_name)
    shift_days = _shift_days(source, reading, shift_to_now=shift_to_now, at=at)
    return _compare(reading, source, shift_days).summary(reading)


@transaction.atomic
def take_in(
    *,
    content: bytes,
    file_name: str,
    source_name: str,
    by: User | None,
    at: datetime,
    shift_to_now: bool = False,
) -> Summary:
    """Take in a file of deals: good lines all together, or nothing. Weekly values follow."""
    reading = read_deals(content)
    Source.objects.get_or_create(name=source_name)
    # One file of a source at a time: two at once would each compare with a world without the other.
    source = Source.objects.select_for_update().get(name=source_name)
    shift_days = _shift_days(source, reading, shift_to_now=shift_to_now, at=at)
    comparison = _compare(reading, source, shift_days)
    if shift_to_now and source.shift_days is None:
        comparison.touched |= _shift_the_others(comparison, reading)
        source.shift_days = shift_days
        source.save(update_fields=["shift_days"])
    _write(comparison, by=by, at=at)
    summary = comparison.summary(reading)
    _remember(summary, source, file_name=file_name, by=by, at=at)
    return summary


def _shift_days(source: Source, reading: Reading, *, shift_to_now: bool, at: datetime) -> int:
    """By how many days the dates of this file move: what was decided for its source once holds."""
    if source.shift_days is not None:
        return source.shift_days
    days = [day for deal in reading.deals for day in (deal.opened_on, deal.closed_on) if day]
    if not shift_to_now or not days:
        return 0
    shift = (last_complete_week(_today(at)) - monday(max(days))).days
    if not -36525 <= shift <= 36525:
        raise FileRefused(_("The dates of this file are more than a century away. Check the years."))
    return shift


def _today(at: datetime) -> date:
    return at.astimezone(ZoneInfo(Organization.objects.current().time_zone)).date()


def _compare(reading: Reading, source: Source, shift_days: int) -> Comparison:
    comparison = Comparison(source, shift_days)
    currency = Organization.objects.current().currency
    owners = people_by_name()
    known = {deal.external_id: deal for deal in Deal.objects.filter(source=source)} if source.pk else {}
    for row in reading.deals:
        owner_ids = owners.get(key_of(row.owner_name), [])
        if len(owner_ids) != 1:
            comparison.refused.append(_without_owner(row, owner_ids))
            continue
        deal = _deal(row, source, owner_ids[0], currency, timedelta(days=shift_days))
        _place(comparison, deal, known.get(deal.external_id))
    return comparison


def _without_owner(row: DealRow, owner_ids: Sequence[int]) -> Refusal:
    trouble = Trouble.TWO_OWNERS if owner_ids else Trouble.UNKNOWN_OWNER
    details: Mapping[str, str] = {
        "owner": csv_rows.shortened(row.owner_name),
        "count": str(len(owner_ids)),
    }
    return Refusal(row.line, sentence(trouble, details))


def _deal(row: DealRow, source: Source, owner_id: int, currency: str, shift: timedelta) -> Deal:
    return Deal(
        source=source,
        external_id=row.external_id,
        owner_id=owner_id,
        name=row.name,
        stage=row.stage.value,
        amount_minor=None if row.amount is None else to_minor(row.amount, currency),
        currency=currency,
        opened_on=row.opened_on and row.opened_on + shift,
        closed_on=row.closed_on and row.closed_on + shift,
    )


def _place(comparison: Comparison, deal: Deal, known: Deal | None) -> None:
    """Count the deal as added, changed or unchanged, and note the weeks it touches."""
    if deal.opened_on is None:
        comparison.without_opened_date += 1
    days = [day for day in (comparison.newest_on, deal.opened_on, deal.closed_on) if day]
    comparison.newest_on = max(days, default=None)
    if known is not None and _facts(known) == _facts(deal):
        comparison.unchanged += 1
        return
    comparison.to_write.append(deal)
    comparison.added += known is None
    for one in filter(None, (known, deal)):
        comparison.touched |= deal_values.rep_weeks_of(one.owner_id, one.opened_on, one.closed_on)


def _facts(deal: Deal) -> tuple[object, ...]:
    return (
        deal.owner_id,
        deal.name,
        deal.stage,
        deal.amount_minor,
        deal.currency,
        deal.opened_on,
        deal.closed_on,
    )


def _shift_the_others(comparison: Comparison, reading: Reading) -> set[tuple[int, date]]:
    """Deals of the source that this file does not name move along. The weeks they touched and touch."""
    named = {deal.external_id for deal in reading.deals}
    shift = timedelta(days=comparison.shift_days)
    touched: set[tuple[int, date]] = set()
    moved: list[int] = []
    for deal in Deal.objects.filter(source=comparison.source).exclude(external_id__in=named):
        touched |= deal_values.rep_weeks_of(deal.owner_id, deal.opened_on, deal.closed_on)
        after = [day and day + shift for day in (deal.opened_on, deal.closed_on)]
        touched |= deal_values.rep_weeks_of(deal.owner_id, after[0], after[1])
        moved.append(deal.pk)
    Deal.objects.filter(pk__in=moved).update(
        opened_on=F("opened_on") + shift, closed_on=F("closed_on") + shift
    )
    return touched


def _write(comparison: Comparison, *, by: User | None, at: datetime) -> None:
    Deal.objects.bulk_create(
        comparison.to_write,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=WRITTEN,
    )
    touched = comparison.touched
    if comparison.to_write and comparison.newest_on:
        covered_to = min(comparison.newest_on, _today(at))
        touched = touched | deal_values.uncovered_weeks(source=comparison.source, covered_to=covered_to)
    deal_values.recompute(rep_weeks=touched, by=by, at=at)


def _remember(summary: Summary, source: Source, *, file_name: str, by: User | None, at: datetime) -> None:
    Import.objects.create(
        kind=Source.Kind.DEALS,
        source=source,
        file_name=file_name[:200],
        imported_by=by,
        state=Import.State.DONE,
        uploaded_at=at,
        imported_at=at,
        newest_on=summary.newest_on,
        read=summary.read,
        added=summary.added,
        changed=summary.changed,
        unchanged=summary.unchanged,
        refused=len(summary.refused),
    )
