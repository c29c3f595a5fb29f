"""Weeks in which people were on leave: they carry less, and a week away altogether carries nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on, monday
from salesgym.numbers.calculations.weeks.exposure import MONDAY_TO_FRIDAY, Away, away
from salesgym.people.models import Leave, Membership, Organization

Leaves = Mapping[tuple[int, date], Away]


class LeaveRow(NamedTuple):
    """One leave, with the work days of the person's team."""

    rep_id: int
    starts_on: date
    ends_on: date
    work_days: str


def leaves(rep_ids: Collection[int], *, first: date, last: date) -> QuerySet[Leave]:
    """The leaves that touch these days, each with the person's `work_days`."""
    return touching(Leave.objects.filter(person__in=rep_ids), first=first, last=last)


def touching(leaves: QuerySet[Leave], *, first: date, last: date) -> QuerySet[Leave]:
    """Those of these leaves that touch these days, both included, each with the person's `work_days`."""
    team = Membership.objects.begun().filter(person=OuterRef("person")).order_by("-starts_on")
    return leaves.filter(starts_on__lte=last, ends_on__gte=first).annotate(
        work_days=Coalesce(
            NullIf(Subquery(team.values("team__work_days")[:1]), Value("")),
            Subquery(Organization.objects.values("work_days")[:1]),
            Value(MONDAY_TO_FRIDAY),
        )
    )


def away_by_week(rows: Iterable[LeaveRow], mondays: Sequence[date]) -> dict[tuple[int, date], Away]:
    """The weeks with any leave in them, by (rep id, Monday)."""
    spans: defaultdict[tuple[int, str], list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        spans[row.rep_id, row.work_days].append((row.starts_on, row.ends_on))
    weeks_away = {}
    for (rep_id, work_days), taken in spans.items():
        for week in mondays:
            if any(first <= ends_on(week) and week <= last for first, last in taken):
                weeks_away[rep_id, week] = away(week, taken, work_days)
    return weeks_away


def absent_weeks(rep_ids: Collection[int], *, first: date, last: date) -> set[tuple[int, date]]:
    """The (rep id, Monday) in which somebody was on leave on every work day, from one week to another."""
    start, end = monday(first), monday(last)
    mondays = [start + WEEK * step for step in range((end - start) // timedelta(weeks=1) + 1)]
    asked = leaves(rep_ids, first=start, last=ends_on(end))
    rows = asked.values_list("person_id", "starts_on", "ends_on", "work_days")  # type: ignore[misc] # annotated
    weeks_away = away_by_week([LeaveRow(*row) for row in rows], mondays)
    return {key for key, taken in weeks_away.items() if taken.is_whole_week}
