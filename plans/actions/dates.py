"""Moves the dates of a proposed or signed plan. A database trigger allows this only here.

Leave and pauses move what is still open, the second signature the whole plan.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection

from plans.models import Commitment, Milestone, Plan
from salesgym.people.queries import calendar


@contextmanager
def dates_may_move() -> Iterator[None]:
    """A context in which the trigger lets dates of signed plans change, for this transaction alone."""
    _set("on")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set("off")


def move(plan: Plan, *, working_days: int) -> None:
    """Move the last day, the open steps and the open promises by this many of the rep's working days."""
    if working_days <= 0 or plan.ends_on is None:
        return
    steps = _open_steps(plan)
    promises = list(plan.support.filter(delivered_on=None).order_by("pk"))
    days = [plan.ends_on, *(step.due_on for step in steps), *(promise.due_on for promise in promises)]
    moved = calendar.moved_by_working_days(plan.rep_id, days, working_days)
    due_dates = _in_order(moved[1 : len(steps) + 1])
    with dates_may_move():
        for step, due_on in zip(steps, due_dates, strict=True):
            step.due_on = due_on
            step.save(update_fields=["due_on"])
        for promise, due_on in zip(promises, moved[len(steps) + 1 :], strict=True):
            promise.due_on = due_on
            promise.save(update_fields=["due_on"])
        plan.ends_on = max([moved[0], *due_dates])
        plan.save(update_fields=["ends_on"])


def move_whole(plan: Plan, *, weeks: int) -> None:
    """Move first day, last day, every step and every open promise of a plan that is being signed by whole weeks."""
    if weeks <= 0 or plan.starts_on is None or plan.ends_on is None:
        return
    by = timedelta(weeks=weeks)
    with dates_may_move():
        dates: list[Milestone | Commitment] = [
            *plan.milestones.all(),
            *plan.support.filter(delivered_on=None),
        ]
        for dated in dates:
            dated.due_on += by
            dated.save(update_fields=["due_on"])
        plan.starts_on, plan.ends_on = plan.starts_on + by, plan.ends_on + by
        plan.save(update_fields=["starts_on", "ends_on"])


def _open_steps(plan: Plan) -> list[Milestone]:
    """All steps from the first one that is ahead on. Later ones move too, reached or not, to keep the order."""
    steps = list(plan.milestones.order_by("position"))
    first = next((at for at, step in enumerate(steps) if step.status == Milestone.Status.AHEAD), len(steps))
    return steps[first:]


def _in_order(days: list[date]) -> list[date]:
    """These days, each after the one before: two days of one weekend may both have moved to the same Monday."""
    kept: list[date] = []
    for day in days:
        kept.append(day if not kept else max(day, kept[-1] + timedelta(days=1)))
    return kept


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('salesgym.dates_may_move', %s, true)", [value])
