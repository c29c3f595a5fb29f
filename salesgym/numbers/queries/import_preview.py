"""What a compared file would do, for the page on which its bringer says yes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

from salesgym.numbers.models import (
    ComparedValue,
    Import,
    RefusedLine,
    Source,
    StagedDeal,
    Verdict,
    WeeklyValue,
)
from salesgym.numbers.pages.imports.changes import ChangedLine, in_figures, of_deals, of_values
from salesgym.numbers.queries import touched
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers

CHANGES_PER_PAGE = 50
MOST_CONFLICTS = 50
# How a comparison marks a number that came with an import of another source.
OTHER_SOURCE = "other"
MOST_REASONS = 20
LINES_SHOWN = 5
NAMES_SHOWN = 8
TOLD_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Conflict:
    """A number that somebody typed, or another source brought, and the file says differently."""

    rep: str
    metric: str
    week_start: date
    known: str
    known_by: str
    known_at: datetime | None
    known_from: str
    in_file: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why lines are not taken in, and which ones."""

    text: str
    lines: tuple[int, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Touched:
    """Whose numbers a file moves, and what follows from them."""

    reps: int
    names: tuple[str, ...]
    lines: tuple[touched.Line, ...]
    more_lines: int

    @property
    def more_names(self) -> int:
        return self.reps - len(self.names)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the page shows of a file that waits for a yes."""

    page: Page
    changes: tuple[ChangedLine, ...]
    conflicts: tuple[Conflict, ...]
    cut_off: int
    reasons: tuple[Reason, ...]
    more_reasons: int
    touched: Touched


def preview_of(file: Import, *, reader: User, page: str | None, say: "Sayers") -> Preview:
    """The comparison as its reader sees it: one page of changes, and the rest in short."""
    changed = _changed(file)
    shown = Paginator(changed, CHANGES_PER_PAGE).get_page(page)
    rows = list(shown.object_list)
    changes = of_deals(rows, say) if file.kind == Source.Kind.DEALS else of_values(rows, say)
    reasons, more = _reasons(file)
    return Preview(
        page=shown,
        changes=tuple(changes),
        conflicts=_conflicts(file, say),
        cut_off=file.compared_values.filter(verdict=Verdict.CUT_OFF).count(),
        reasons=reasons,
        more_reasons=more,
        touched=_touched(file, reader),
    )


def refused_lines(file: Import) -> Iterator[tuple[int, str]]:
    """Every line that is not taken in, with its reason, in the order of the file; few at a time."""
    lines = file.refused_lines.order_by("line", "pk").values_list("line", "reason")
    return lines.iterator(chunk_size=2000)


def _changed(file: Import):  # type: ignore[no-untyped-def] # deals or values, each with what its rows need
    if file.kind == Source.Kind.DEALS:
        deals = StagedDeal.objects.filter(file=file, verdict=Verdict.CHANGED)
        return deals.select_related("owner", "known__owner").order_by("line")
    values = ComparedValue.objects.filter(file=file, verdict=Verdict.CHANGED)
    return values.select_related("rep", "metric").order_by("rep__name", "starts_on", "metric", "pk")


def _conflicts(file: Import, say: "Sayers") -> tuple[Conflict, ...]:
    """What was typed or came from elsewhere and would differ, whichever of the two is chosen at present."""
    differ = (
        ComparedValue.objects.filter(
            file=file,
            known_source__in=[WeeklyValue.Source.TYPED, OTHER_SOURCE],
            verdict__in=[Verdict.CONFLICT, Verdict.CHANGED],
        )
        .select_related("rep", "metric")
        .order_by("rep__name", "starts_on", "pk")[:MOST_CONFLICTS]
    )
    rows = list(differ)
    known = _known(rows)
    return tuple(_conflict(row, known, say) for row in rows)


def _known(rows: Sequence[ComparedValue]) -> dict[tuple[int, int | None, date], WeeklyValue]:
    if not rows:
        return {}
    values = WeeklyValue.objects.filter(
        rep__in={row.rep_id for row in rows},
        metric__in={row.metric_id for row in rows},
        week_start__in={row.starts_on for row in rows},
    ).select_related("entered_by", "origin__source")
    return {(value.rep_id, value.metric_id, value.week_start): value for value in values}


def _conflict(
    row: ComparedValue, stored: dict[tuple[int, int | None, date], WeeklyValue], say: "Sayers"
) -> Conflict:
    known = stored.get((row.rep_id, row.metric_id, row.starts_on))
    return Conflict(
        rep=row.rep.name,
        metric=row.metric.name if row.metric else "",
        week_start=row.starts_on,
        known=in_figures(row.known_value, row.metric, say),
        known_by=known.entered_by.name if known and known.entered_by else "",
        known_at=known.entered_at if known else None,
        known_from=known.origin.source.name if known and known.origin and known.origin.source else "",
        in_file=in_figures(row.value, row.metric, say),
    )


def _reasons(file: Import) -> tuple[tuple[Reason, ...], int]:
    """The most frequent reasons with their first lines, and how many reasons more there are."""
    refused = RefusedLine.objects.filter(file=file)
    grouped = refused.values("reason").annotate(lines=Count("pk"), first=Min("line"))
    shown = list(grouped.order_by("-lines", "first").values_list("reason", "lines")[:MOST_REASONS])
    first = _first_lines(file, [text for text, _count in shown])
    reasons = tuple(Reason(text, tuple(first[text]), count) for text, count in shown)
    return reasons, grouped.count() - len(shown)


def _first_lines(file: Import, texts: Sequence[str]) -> dict[str, list[int]]:
    place = Window(RowNumber(), partition_by=F("reason"), order_by=F("line").asc())
    rows = (
        RefusedLine.objects.filter(file=file, reason__in=texts)
        .annotate(place=place)
        .filter(place__lte=LINES_SHOWN)
        .order_by("line")
        .values_list("reason", "line")
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for reason, line in rows:
        found[reason].append(line)
    return found


def _touched(file: Import, reader: User) -> Touched:
    moving = [Verdict.ADDED, Verdict.CHANGED]
    if file.kind == Source.Kind.DEALS:
        deals = StagedDeal.objects.filter(file=file, verdict__in=moving)
        ids = {
            pk for pair in deals.values_list("owner_id", "known__owner_id").distinct() for pk in pair if pk
        }
    else:
        values = ComparedValue.objects.filter(file=file, verdict__in=moving)
        ids = set(values.values_list("rep_id", flat=True).distinct())
    names = User.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)[:NAMES_SHOWN]
    lines = touched.lines(reader, ids, file.first_week)
    return Touched(len(ids), tuple(names), lines[:TOLD_SHOWN], max(len(lines) - TOLD_SHOWN, 0))
