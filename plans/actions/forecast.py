"""Works out and stores the forecasts of working plans; a changed status word goes into the history."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import isfinite

from django.db import transaction

from plans.actions import history
from plans.calculations.forecast.facts import ForecastFacts
from plans.calculations.forecast.judgement import RUNNING, Result, work_out
from plans.calculations.progress import StatusWord
from plans.models import Event, Forecast, Milestone, Plan
from plans.pages.figures import in_figures
from plans.queries.calendar import local_day
from plans.queries.forecast_facts import facts
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization

logger = logging.getLogger(__name__)

# Plans of one batch share a fixed number of queries; the limit keeps the time short for which they are locked.
BATCH = 200
FOUR_PLACES = Decimal("0.0001")
MOST = 1e10
UNTHOUGHT_OF = (ArithmeticError, LookupError, TypeError, ValueError, Refused)
SETTLED = {"paused": StatusWord.PAUSED, "in_review": StatusWord.IN_REVIEW}
WRITTEN = (
    "worked_out_at",
    "known_to",
    "status",
    "milestone",
    "chance",
    "improved",
    "expected",
    "verdict",
    "inputs",
)


def forecast(*, plan_ids: Collection[int], at: datetime) -> int:
    """Work out and store the forecasts of these plans that are signed and not closed; how many were stored.

    It may run any number of times: the same numbers give the same figures, and the history gets an event only
    where the status word has changed. A result older than the stored one is dropped.
    """
    ordered = sorted(plan_ids)
    return sum(_batch(ordered[start : start + BATCH], at) for start in range(0, len(ordered), BATCH))


def _batch(plan_ids: Sequence[int], at: datetime) -> int:
    """Forecast these plans; after an error each alone, so that a plan whose numbers fail does not stop the others."""
    try:
        results = {one.plan: (one, work_out(one)) for one in facts(plan_ids, on=local_day(at))}
        return _write(results, at) if results else 0
    except UNTHOUGHT_OF:
        if len(plan_ids) > 1:
            return sum(_batch([pk], at) for pk in plan_ids)
        logger.exception("no forecast for plan %s", plan_ids[0])
        return _look_away(plan_ids[0], at)


def _look_away(plan_id: int, at: datetime) -> int:
    """Store a forecast of today without figures, so that `judgement.ring_due` does not try this plan again today."""
    plan = Plan.objects.working().filter(pk=plan_id).first()
    if plan is None:
        return 0
    status = SETTLED.get(str(plan.status), StatusWord.ON_TRACK)
    row = Forecast(plan=plan, worked_out_at=at, status=status)
    Forecast.objects.bulk_create([row], update_conflicts=True, unique_fields=["plan"], update_fields=WRITTEN)
    return 1


@transaction.atomic
def _write(results: Mapping[int, tuple[ForecastFacts, Result]], at: datetime) -> int:
    locked = Plan.objects.working().select_for_update().filter(pk__in=results).order_by("pk")
    plans = {plan.pk: plan for plan in locked.only("pk", "status")}
    stored = {one.plan_id: one for one in Forecast.objects.filter(plan__in=plans)}
    rows = {
        pk: _row(*results[pk], stored.get(pk), at)
        for pk in plans
        if pk not in stored or stored[pk].worked_out_at <= at
    }
    Forecast.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["plan"], update_fields=WRITTEN
    )
    for pk, row in rows.items():
        was = _was(results[pk][1], stored.get(pk))
        if was and was != row.status:
            _tell(plans[pk], row, was, at)
    return len(rows)


def _row(one: ForecastFacts, result: Result, stored: Forecast | None, at: datetime) -> Forecast:
    running = result.status if result.status in RUNNING else _running(stored)
    step = one.step
    return Forecast(
        plan_id=one.plan,
        worked_out_at=at,
        known_to=one.pace.last_number_on,
        status=result.status,
        milestone_id=step.pk if step else None,
        chance=_rounded(result.chance),
        improved=_rounded(result.improved),
        expected=_rounded(result.expected),
        verdict=result.verdict,
        inputs=replace(result.inputs, running=str(running)).to_json(),
    )


def _running(stored: Forecast | None) -> str:
    """The status word of the last forecast while the plan ran; "" without one."""
    return str(stored.inputs.get("running", "")) if stored else ""


def _was(result: Result, stored: Forecast | None) -> str:
    """The status word before this one, read under the lock, so that two tasks do not both record one change."""
    if result.status not in RUNNING:
        return ""
    return _running(stored) or result.was


def _tell(plan: Plan, row: Forecast, was: str, at: datetime) -> None:
    """Record a changed status word in the history, with the step and the chance that it follows from."""
    detail: dict[str, object] = {"from": was, "to": str(row.status)}
    step = Milestone.objects.select_related("metric").filter(pk=row.milestone_id or 0).first()
    if step is not None:
        goal = (
            in_figures(step.target, step.metric, Sayers(Organization.objects.current().currency))
            if step.metric
            else step.title
        )
        detail |= {"position": step.position, "goal": goal, "due_on": step.due_on.isoformat()}
        detail["chance"] = None if row.chance is None else float(row.chance)
    history.record(plan=plan, actor=None, event=Event.STATUS_CHANGED, at=at, detail=detail)


def _rounded(value: float | None) -> Decimal | None:
    """Rounded to the four places of the column; None for values too large for it and for infinite ones."""
    if value is None or not isfinite(value) or abs(value) >= MOST:
        return None
    return Decimal(value).quantize(FOUR_PLACES)
