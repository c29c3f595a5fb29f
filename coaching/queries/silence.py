"""Which running plans have stood still, asked for many plans at once: the facts by SQL, the word by its one rule.

Pages that have no weekly numbers at hand (the frame around every page, the manager's mail) read these facts with
the plan. `plans.calculations.status.display_status` decides, as it does for the row on the board.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, JSONField, OuterRef, Q, When
from django.db.models.functions import JSONObject

from plans.calculations.status import SILENT_DAYS, Signs, StatusWord, display_status, known_until
from plans.models import Plan
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import complete_weeks, monday
from salesgym.numbers.calculations.weeks.exposure import AT_WORK
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import WeeklyValue
from salesgym.numbers.queries.exposure import LeaveRow, away_by_week, touching
from salesgym.people.models import Leave

# Numbers of older weeks do not keep a plan from being silent.
WEEKS = SILENT_DAYS // 7


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that the facts are asked with: no practice since, and the Mondays of the weeks that matter.

    `first_week` is the oldest complete week that can still speak for a plan, `this_week` the running one.
    """

    silent_since: date
    first_week: date
    this_week: date


def limits(*, on: date) -> Limits:
    """What the facts of this day are asked with."""
    first_week = complete_weeks(until=on, weeks=WEEKS)[0]
    return Limits(on - timedelta(days=SILENT_DAYS), first_week, monday(on))


def facts(asked: Limits) -> Case:
    """An annotation for plans: what was told of the last weeks, and the leave in them, as JSON.

    None for a plan that does not run or was practiced lately: it is not silent, whatever its numbers say.
    """
    told = WeeklyValue.objects.filter(
        Q(metric=OuterRef("metric"))
        | Q(metric=OuterRef("metric__numerator"))
        | Q(metric=OuterRef("metric__denominator")),
        rep=OuterRef("rep"),
        week_start__gte=asked.first_week,
        week_start__lt=asked.this_week,
    )
    away = touching(
        Leave.objects.filter(person=OuterRef("rep")), first=asked.first_week, last=asked.this_week
    )
    may_be_silent = Q(status=Plan.Status.ACTIVE, starts_on__lte=asked.silent_since) & (
        Q(last_practice_on=None) | Q(last_practice_on__lte=asked.silent_since)
    )
    return Case(
        When(
            may_be_silent,
            then=JSONObject(
                numerator="metric__numerator",
                denominator="metric__denominator",
                told=ArraySubquery(
                    told.values(row=JSONObject(week="week_start", metric="metric", value="value"))
                ),
                leaves=ArraySubquery(
                    away.values(row=JSONObject(first="starts_on", last="ends_on", work_days="work_days"))
                ),
            ),
        ),
        default=None,
        output_field=JSONField(),
    )


def is_stalled(plan: Plan, found: dict[str, Any] | None, *, on: date) -> bool:
    """True where the plan's word of this day is Stalled. `found` is the plan's annotation by `facts`."""
    if found is None or plan.starts_on is None:
        return False
    signs = Signs(
        starts_on=plan.starts_on,
        last_number_on=known_until(_weeks(plan, found, on=on)),
        last_practice_on=plan.last_practice_on,
    )
    return display_status(plan_status=plan.status, signs=signs, on=on) == StatusWord.STALLED


def _weeks(plan: Plan, found: dict[str, Any], *, on: date) -> Iterable[Week]:
    """The plan's own number in the last complete weeks, oldest first, as a series has them."""
    mondays = complete_weeks(until=on, weeks=WEEKS)
    values = {
        (row["metric"], date.fromisoformat(row["week"])): Decimal(str(row["value"])) for row in found["told"]
    }
    away = away_by_week(
        [
            LeaveRow(
                plan.rep_id,
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["last"]),
                row["work_days"],
            )
            for row in found["leaves"]
        ],
        mondays,
    )
    numerator, denominator = found["numerator"] or plan.metric_id, found["denominator"]
    return [
        rates.week(
            week,
            values.get((numerator, week)),
            values.get((denominator, week)) if denominator else None,
            has_denominator=bool(denominator),
            away=away.get((plan.rep_id, week), AT_WORK),
        )
        for week in mondays
    ]
