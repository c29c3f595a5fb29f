"""Counts what planners ask where all steps of the world fall due at the same time; nothing of it stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from coaching.actions import reminder
from coaching.management.bench.nightly import counted
from coaching.management.bench.report import Line
from plans.models import Milestone, Plan
from salesgym import clock

# The rounds that tell much: a planner whose few recipients cost its fixed questions says nothing about many.
MANY = 500
MOST_A_RECIPIENT, MOST_WITHOUT_NEWS = 0.05, 20


@dataclass(frozen=True, slots=True)
class Round:
    """How many were told, the statements of that, and of the next round, which had no news."""

    told: int
    asked: int
    asked_again: int


def lines() -> list[Line]:
    """B7: every planner's statements a recipient, and its statements once everybody is told."""
    rounds = {name: _round(name, at) for name, at in _moments().items()}
    loud = {name: one.asked / one.told for name, one in rounds.items() if one.told >= MANY}
    quiet = {name: one.asked_again for name, one in rounds.items()}
    what = "statements of a planner with nothing new"
    found = [_worst("B7", what, quiet, MOST_WITHOUT_NEWS, f"{len(quiet)} planners")]
    if loud:
        told = f"{sum(rounds[name].told for name in loud):,} recipients of {len(loud)} planners"
        found.append(_worst("B7", "statements a recipient of a planner", loud, MOST_A_RECIPIENT, told))
    return found


def _worst(budget: str, what: str, values: Mapping[str, float], limit: float, told: str) -> Line:
    name = max(values, key=values.__getitem__)
    return Line(budget, what, values[name], limit, "", f"{name}; {told}")


def _moments() -> Mapping[str, datetime]:
    """When most of the world's plans are told by each planner."""
    now = clock.now()
    ahead = Milestone.objects.filter(status=Milestone.Status.AHEAD, plan__status=Plan.Status.ACTIVE)
    due_on, ends_on = _usual(ahead, "due_on"), _usual(Plan.objects.running(), "ends_on")
    monday = now.date() - timedelta(days=now.weekday())
    moments = dict.fromkeys(reminder.PLANNERS, now + timedelta(days=6))
    moments["digests"] = _noon(monday)
    if due_on is not None and ends_on is not None:
        moments["milestone_due"] = _noon(due_on)
        moments["milestone_overdue"] = _noon(due_on) + timedelta(days=2)
        moments["plan_ending"] = _noon(ends_on) - timedelta(days=14)
    return moments


def _usual(rows: QuerySet[Any], field: str) -> date | None:
    """The day that most of these rows have in this field."""
    found = rows.values(field).annotate(many=Count("pk")).order_by("-many", field).first()
    return found[field] if found else None


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _round(name: str, at: datetime) -> Round:
    planner = reminder.PLANNERS[name]
    asked: list[str] = []
    again: list[str] = []
    with transaction.atomic():
        with connection.execute_wrapper(counted(asked)):
            told = planner(at=at)
        with connection.execute_wrapper(counted(again)):
            planner(at=at + timedelta(minutes=5))
        transaction.set_rollback(True)
    return Round(told, len(asked), len(again))
