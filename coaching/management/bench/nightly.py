"""Counts and times the judging of plans as the nightly task does it, writing to the database included."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection

from coaching.management.bench.report import Line
from plans.actions import judgement, measurement
from plans.actions.forecast import BATCH
from plans.models import Event, Forecast, History, Plan
from salesgym import clock

MOST_PLANS = 1_000
# A batch asked 14 before whole plans were simulated, and four more for each plan whose word changed. Now it asks 13, one
# for the weeks of signed starts, and two more for all changed words. The processor may take twice what it took of a plan
# then.
STATEMENTS_A_BATCH, MILLISECONDS_A_PLAN = 16, 12


def lines(*, slack: float) -> list[Line]:
    """B12: the statements of a batch, and the processor time of a plan in this process, which waits for PostgreSQL.

    Between the two nights every plan has got one more week, so words change, which costs statements as well.
    """
    ids = list(Plan.objects.working().order_by("pk").values_list("pk", flat=True)[:MOST_PLANS])
    at = clock.now()
    # The forecasts that came with the plans are of today, and an older answer would be dropped.
    Forecast.objects.filter(plan__in=ids).delete()
    judgement.judge(plan_ids=ids, at=at - timedelta(weeks=1))
    # A step that is reached is written alone, with its mails and rewards: this belongs to the plan, not to the batch.
    measurement.measure(plan_ids=ids, at=at)
    events = History.objects.filter(event=Event.STATUS_CHANGED)
    told = events.count()
    asked: list[str] = []
    began = time.process_time()
    with connection.execute_wrapper(counted(asked)):
        judgement.judge(plan_ids=ids, at=at)
    taken = (time.process_time() - began) * 1_000
    batches = -(-len(ids) // BATCH)
    note = f"{len(ids):,} plans in {batches} batches, {events.count() - told:,} with another word"
    return [
        Line(
            "B12", "statements to judge a batch of plans", len(asked) / batches, STATEMENTS_A_BATCH, "", note
        ),
        Line(
            "B12", "processor time to judge a plan", taken / len(ids), MILLISECONDS_A_PLAN, "ms", slack=slack
        ),
    ]


def counted(asked: list[str]) -> Callable[..., Any]:
    """For `execute_wrapper`: keep each statement in this list."""

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count
