"""The third step of an import: compare the staged rows with the stored numbers, in set-based SQL."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from salesgym.numbers.actions.imports import (
    closed_owners,
    comparing_deals,
    comparing_values,
    known_elsewhere,
    lacks,
    staged_owners,
)
from salesgym.numbers.calculations.importing.stored import decisions_from_json, decisions_to_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import (
    ComparedValue,
    Import,
    RefusedLine,
    Source,
    StagedDeal,
    StagedOwner,
    StagedValue,
    Standing,
    Verdict,
)
from salesgym.numbers.queries.imports import sums
from salesgym.numbers.queries.imports.lacks import gone

# Refusals that comparing makes. Each comparison deletes and makes them anew; those of reading stay.
OF_OWNERS = (Trouble.UNKNOWN_OWNER, Trouble.TWO_OWNERS)
OF_COMPARING = (*OF_OWNERS, Trouble.TWICE, Trouble.ALIKE, Trouble.ALIKE_KNOWN)
PASSED_OVER = (Standing.LEFT_OUT, Standing.NOT_YOURS)
Named = QuerySet[StagedOwner, Any]
KEPT = (Verdict.UNCHANGED, Verdict.REPEATED, Verdict.CUT_OFF, Verdict.FEWER)


@dataclass(frozen=True, slots=True)
class Counts:
    """What importing the file would do, in numbers of lines."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicts: int = 0
    left_out: int = 0
    refused: int = 0


def compare(file: Import) -> Counts:
    """Set the verdict of every staged row, and store the counts on the file."""
    if file.source is None:
        raise LookupError(file.pk)
    decided = decisions_from_json(file.decisions)
    RefusedLine.objects.filter(file=file, trouble__in=OF_COMPARING).delete()
    staged_owners.match(file, file.source, decided.owners)
    if file.kind == Source.Kind.DEALS:
        comparing_deals.compare(file, is_without_id=decided.layout.is_without_id)
        closed_owners.hold(file, decided.chosen)
    else:
        comparing_values.compare(file, take_other=decided.take_other, is_daily=decided.layout.is_daily)
    known_elsewhere.pair(file)
    lacks.keep(file)
    known_elsewhere.leave_out(file)
    out = gone.chosen_out(file)
    counts = _keep_counts(file, out, skipped=decided.skipped)
    not_yours = _named(file, Standing.NOT_YOURS)
    others, taken_out = _lines_of(file, not_yours), _lines_taken_out(file, not_yours)
    sums_found = sums.in_all(file, out=out) if file.kind == Source.Kind.DEALS else []
    decided = decisions_from_json(file.decisions)
    file.decisions = decisions_to_json(replace(decided, others=others, taken_out=taken_out, sums=sums_found))
    file.save(update_fields=["decisions"])
    return counts


def _keep_counts(file: Import, out: Collection[int], *, skipped: int) -> Counts:
    deals = file.kind == Source.Kind.DEALS
    rows = (StagedDeal if deals else ComparedValue)._default_manager.filter(file=file)
    by_verdict = dict(rows.order_by().values_list("verdict").annotate(count=Count("pk")))
    passed_over = _named(file, *PASSED_OVER)
    counts = Counts(
        added=by_verdict.get(Verdict.ADDED, 0),
        changed=by_verdict.get(Verdict.CHANGED, 0) + len(out),
        unchanged=sum(by_verdict.get(verdict, 0) for verdict in KEPT),
        conflicts=by_verdict.get(Verdict.CONFLICT, 0),
        left_out=skipped + (by_verdict.get(Verdict.LEFT_OUT, 0) if deals else _lines_of(file, passed_over)),
        refused=RefusedLine.objects.filter(file=file).values("line").distinct().count(),
    )
    for field in fields(counts):
        setattr(file, field.name, getattr(counts, field.name))
    _keep_span(file)
    file.save(update_fields=[*(field.name for field in fields(counts)), "newest_on", "first_week"])
    return counts


def _named(file: Import, *standings: Standing) -> Named:
    """The key texts of the owners of whom this is known, for a query."""
    return StagedOwner.objects.filter(file=file, standing__in=standings).values("key")


def _lines_of(file: Import, keys: Named) -> int:
    """How many lines of these owners are left out."""
    if file.kind == Source.Kind.DEALS:
        return StagedDeal.objects.filter(file=file, verdict=Verdict.LEFT_OUT, owner_key__in=keys).count()
    return StagedValue.objects.filter(file=file, owner_key__in=keys).values("line").distinct().count()


def _lines_taken_out(file: Import, others: Named) -> int:
    """How many lines are left out since their deal was taken out; those of the owners `others` count as theirs."""
    lines = StagedDeal.objects.filter(file=file, verdict=Verdict.LEFT_OUT, known__taken_out_at__isnull=False)
    return lines.exclude(owner_key__in=others).count()


def _keep_span(file: Import) -> None:
    """Store on the file its newest day and its first week."""
    if file.kind == Source.Kind.DEALS:
        newest = StagedDeal.objects.filter(file=file, owner__isnull=False).aggregate(
            Max("opened_on"), Max("closed_on"), Min("opened_on")
        )
        days = [newest["opened_on__max"], newest["closed_on__max"]]
        first = newest["opened_on__min"]
    else:
        span = StagedValue.objects.filter(file=file).aggregate(Max("day"), Max("starts_on"), Min("starts_on"))
        days = [span["day__max"] or span["starts_on__max"]]
        first = span["starts_on__min"]
    file.newest_on = max((day for day in days if day is not None), default=None)
    file.first_week = first and monday(first)
