"""What a compared file would change, for the page on which whoever brought it confirms the import."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Q, Window
from django.db.models.functions import RowNumber

from salesgym.numbers.models import (
    ComparedValue,
    Deal,
    Import,
    RefusedLine,
    Source,
    StagedDeal,
    Verdict,
    WeeklyValue,
)
from salesgym.numbers.queries.imports import touched
from salesgym.numbers.queries.imports.lacks import gone
from salesgym.people.models import User
from salesgym.people.queries import directory

CHANGES_PER_PAGE = 50
MOST_CONFLICTS = 50
# How a comparison marks a number that came with an import of another source.
OTHER_SOURCE = "other"
MOST_REASONS = 20
LINES_SHOWN = 5
NAMES_SHOWN = 8
FOLLOWING_SHOWN = 12
# The rep's id, the metric's, and the Monday.
Place = tuple[int, int | None, date]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A number of the file that differs from one that another source brought.

    `stored` is that number; None where it was deleted since the comparison.
    """

    compared: ComparedValue
    stored: WeeklyValue | None


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
    people: tuple[User, ...]
    lines: tuple[touched.Line, ...]
    more_lines: int

    @property
    def more_people(self) -> int:
        return self.reps - len(self.people)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything about a file that waits to be confirmed.

    `page` has changed StagedDeals where `is_deals`, else changed ComparedValues; `typed` are the stored numbers of those
    that somebody typed, by the id of the ComparedValue, and `gives_way` how many typed numbers the file replaces. `seen`
    are the ids of those of the
    named people who exist for the reader.
    """

    is_deals: bool
    page: Page[Any]
    typed: Mapping[int, WeeklyValue]
    gives_way: int
    conflicts: tuple[Conflict, ...]
    cut_off: int
    reasons: tuple[Reason, ...]
    more_reasons: int
    touched: Touched
    seen: frozenset[int]


def preview_of(
    file: Import, *, reader: User, page: str | None, out: Collection[int] | None = None
) -> Preview:
    """The comparison of this file: one page of changes, and the rest in short.

    `out` are the ids of the deals that it takes out, as gone.chosen_out gives them; looked for where they are not given.
    """
    out = gone.chosen_out(file) if out is None else out
    shown = Paginator(_changed(file), CHANGES_PER_PAGE).get_page(page)
    reasons, more = _reasons(file)
    is_deals = file.kind == Source.Kind.DEALS
    conflicts, typed = _stand_beside(file, () if is_deals else tuple(shown))
    counted, moved = _counted(file), _touched(file, reader, out)
    named = {row.owner_id if is_deals else row.rep_id for row in shown}
    named |= {one.compared.rep_id for one in conflicts} | {person.pk for person in moved.people}
    return Preview(
        is_deals=is_deals,
        page=shown,
        typed=typed,
        gives_way=counted["gives_way"],
        conflicts=conflicts,
        cut_off=counted["cut_off"],
        reasons=reasons,
        more_reasons=more,
        touched=moved,
        seen=directory.seen_among(reader, named),
    )


def refused_lines(file: Import) -> Iterator[tuple[int, str]]:
    """Every line that is not taken in, with its reason, in the order of the file; few at a time."""
    lines = file.refused_lines.order_by("line", "pk").values_list("line", "reason")
    return lines.iterator(chunk_size=2000)


def _changed(file: Import):  # type: ignore[no-untyped-def] # deals or values, each with what its rows need
    if file.kind == Source.Kind.DEALS:
        deals = StagedDeal.objects.filter(file=file, verdict=Verdict.CHANGED)
        return deals.select_related("owner", "known__owner", "file_owner").order_by("line")
    values = ComparedValue.objects.filter(file=file, verdict=Verdict.CHANGED)
    return values.select_related("rep", "metric").order_by("rep__name", "starts_on", "metric", "pk")


def _counted(file: Import) -> dict[str, int]:
    """How many numbers the file cuts off, and how many typed ones it replaces."""
    return file.compared_values.aggregate(
        cut_off=Count("pk", filter=Q(verdict=Verdict.CUT_OFF)),
        gives_way=Count("pk", filter=ComparedValue.GIVES_WAY),
    )


def _stand_beside(
    file: Import, shown: Sequence[ComparedValue]
) -> tuple[tuple[Conflict, ...], dict[int, WeeklyValue]]:
    """The numbers of other sources that differ, whichever of the two is chosen at present, and of the shown changes the
    typed numbers that they replace."""
    differ = (
        ComparedValue.objects.filter(
            file=file,
            known_source=OTHER_SOURCE,
            verdict__in=[Verdict.CONFLICT, Verdict.CHANGED],
        )
        .select_related("rep", "metric")
        .order_by("rep__name", "starts_on", "pk")[:MOST_CONFLICTS]
    )
    rows, typed = list(differ), [row for row in shown if row.known_source == WeeklyValue.Source.TYPED]
    stored = _stored([*rows, *typed])
    found = {row.pk: value for row in typed if (value := stored.get(_place(row))) is not None}
    return tuple(Conflict(row, stored.get(_place(row))) for row in rows), found


def _place(row: ComparedValue) -> Place:
    return row.rep_id, row.metric_id, row.starts_on


def _stored(rows: Sequence[ComparedValue]) -> dict[Place, WeeklyValue]:
    if not rows:
        return {}
    values = WeeklyValue.objects.filter(
        rep__in={row.rep_id for row in rows},
        metric__in={row.metric_id for row in rows},
        week_start__in={row.starts_on for row in rows},
    ).select_related("entered_by", "origin__source")
    return {(value.rep_id, value.metric_id, value.week_start): value for value in values}


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


def _touched(file: Import, reader: User, out: Collection[int]) -> Touched:
    moving = [Verdict.ADDED, Verdict.CHANGED]
    if file.kind == Source.Kind.DEALS:
        deals = StagedDeal.objects.filter(file=file, verdict__in=moving)
        ids = {
            pk for pair in deals.values_list("owner_id", "known__owner_id").distinct() for pk in pair if pk
        }
        ids |= set(Deal.objects.filter(pk__in=out).values_list("owner_id", flat=True))
    else:
        values = ComparedValue.objects.filter(file=file, verdict__in=moving)
        ids = set(values.values_list("rep_id", flat=True).distinct())
    people = User.objects.filter(pk__in=ids).order_by("name")[:NAMES_SHOWN]
    lines = touched.lines(reader, ids, file.first_week)
    return Touched(len(ids), tuple(people), lines[:FOLLOWING_SHOWN], max(len(lines) - FOLLOWING_SHOWN, 0))
