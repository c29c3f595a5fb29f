"""Works out and stores the forecasts of working plans; a changed status word goes into the history."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import isfinite

from django.db import transaction

from plans.actions import history, shown
from plans.calculations.forecast.facts import ForecastFacts
from plans.calculations.forecast.judgement import Result, work_out
from plans.calculations.forecast.verdict import Verdict
from plans.calculations.status import RUNNING, StatusWord
from plans.models import Event, Forecast, Milestone, Plan
from plans.pages.figures import in_figures
from plans.pages.status import BY_END
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
    "start",
    "now",
    "usual_low",
    "usual_high",
    "milestone",
    "by_date",
    "by_end",
    "real",
    "expected",
    "verdict",
    "improved_on",
    "is_pushed",
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
    organization = Organization.objects.current()
    try:
        results = {one.plan: (one, work_out(one)) for one in facts(plan_ids, on=organization.day(at))}
        return _write(results, at, Sayers(organization.currency)) if results else 0
    except UNTHOUGHT_OF:
        if len(plan_ids) > 1:
            return sum(_batch([pk], at) for pk in plan_ids)
        logger.exception("no forecast for plan %s", plan_ids[0])
        return _look_away(plan_ids[0], at)


@transaction.atomic
def _look_away(plan_id: int, at: datetime) -> int:
    """Store that this plan was looked at, so that `judgement.ring_due` does not try it again today; whether it was.

    What an earlier judgement said stands: a verdict, a push, and the basis of a plan that has none of its own. A plan
    without one gets a row without figures.
    """
    plan = Plan.objects.working().select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        return 0
    if Forecast.objects.filter(plan=plan).exists():
        return Forecast.objects.filter(plan=plan, worked_out_at__lte=at).update(worked_out_at=at)
    status = SETTLED.get(str(plan.status), StatusWord.ON_TRACK)
    Forecast.objects.create(plan=plan, worked_out_at=at, status=status)
    return 1


@transaction.atomic
def _write(results: Mapping[int, tuple[ForecastFacts, Result]], at: datetime, say: Sayers) -> int:
    locked = Plan.objects.working().select_for_update(of=("self",)).filter(pk__in=results).order_by("pk")
    plans = {plan.pk: plan for plan in locked.select_related("forecast").only("pk", "status", "forecast")}
    stored = {
        pk: found for pk, plan in plans.items() if (found := getattr(plan, "forecast", None)) is not None
    }
    rows = {
        pk: _row(*results[pk], stored.get(pk), at)
        for pk in plans
        if pk not in stored or stored[pk].worked_out_at <= at
    }
    Forecast.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["plan"], update_fields=WRITTEN
    )
    shown.keep({pk: results[pk] for pk in rows})
    before = {pk: _was(results[pk][1], stored.get(pk)) for pk in rows}
    _tell([row for pk, row in rows.items() if before[pk] and before[pk] != row.status], before, at, say)
    return len(rows)


def _row(one: ForecastFacts, result: Result, stored: Forecast | None, at: datetime) -> Forecast:
    running = result.status if result.status in RUNNING else _running(stored)
    # Read under the lock: the day that another task has stored meanwhile stands.
    improved_on = (stored.improved_on if stored else None) or result.inputs.improved_on
    step = result.step
    return Forecast(
        plan_id=one.plan,
        worked_out_at=at,
        known_to=one.last_number_on,
        status=result.status,
        start=_rounded(one.start),
        now=_rounded(one.now),
        usual_low=_rounded(one.usual[0] if one.usual else None),
        usual_high=_rounded(one.usual[1] if one.usual else None),
        milestone_id=step.milestone if step else None,
        by_date=_rounded(step.by_date if step else None),
        by_end=_rounded(step.by_end if step else None),
        real=_rounded(result.real),
        expected=_rounded(result.expected),
        verdict=Verdict.IMPROVED if improved_on else result.verdict,
        improved_on=improved_on,
        is_pushed=result.inputs.is_pushed,
        inputs=replace(result.inputs, running=str(running), improved_on=improved_on).to_json(),
    )


def _running(stored: Forecast | None) -> str:
    """The status word of the last forecast while the plan ran; "" without one."""
    return str(stored.inputs.get("running", "")) if stored else ""


def _was(result: Result, stored: Forecast | None) -> str:
    """The status word before this one, read under the lock, so that two tasks do not both record one change."""
    return _running(stored) if result.status in RUNNING else ""


def _tell(rows: Sequence[Forecast], before: Mapping[int, str], at: datetime, say: Sayers) -> None:
    """Record the changed status words of these plans in their histories. Two statements, none where no word changed.

    The plans are locked. Each event has the step and the chance that the word follows from.
    """
    if not rows:
        return
    steps = Milestone.objects.select_related("metric").in_bulk({row.milestone_id for row in rows} - {None})
    details = {
        row.plan_id: {
            "from": before[row.plan_id],
            "to": str(row.status),
            **_reason(row, steps.get(row.milestone_id or 0), say),
        }
        for row in rows
    }
    history.record_each(event=Event.STATUS_CHANGED, at=at, details=details)


def _reason(row: Forecast, step: Milestone | None, say: Sayers) -> dict[str, object]:
    """The step and the chance that a status word follows from; empty where no step is open."""
    if step is None:
        return {}
    return {
        "position": step.position,
        "goal": in_figures(step.target, step.metric, say) if step.metric else step.title,
        "due_on": step.due_on.isoformat(),
        "chance": None if row.by_end is None else float(row.by_end),
        "by": BY_END,
    }


def _rounded(value: float | None) -> Decimal | None:
    """Rounded to the four places of the column; None for values too large for it and for infinite ones."""
    if value is None or not isfinite(value) or abs(value) >= MOST:
        return None
    return Decimal(value).quantize(FOUR_PLACES)
