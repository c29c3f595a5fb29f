"""Counts and times the judging of plans as the nightly task does it, writing to the database included."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone

from coaching.management.bench.report import Line
from plans.actions import judgement
from plans.actions.forecast import BATCH
from plans.models import Plan

MOST_PLANS = 1_000
# What a batch asked before whole plans were simulated, and twice what a plan took of the processor then.
STATEMENTS_A_BATCH, MILLISECONDS_A_PLAN = 14, 12


def lines(*, slack: float) -> list[Line]:
    """B12: the statements of a batch, and the processor time of a plan in this process, which waits for PostgreSQL."""
    ids = list(Plan.objects.working().order_by("pk").values_list("pk", flat=True)[:MOST_PLANS])
    # The first night writes what every later one finds.
    judgement.judge(plan_ids=ids, at=timezone.now())
    asked: list[str] = []
    began = time.process_time()
    with connection.execute_wrapper(_counted(asked)):
        judgement.judge(plan_ids=ids, at=timezone.now())
    taken = (time.process_time() - began) * 1_000
    batches = -(-len(ids) // BATCH)
    note = f"{len(ids):,} plans in {batches} batches"
    return [
        Line(
            "B12", "statements to judge a batch of plans", len(asked) / batches, STATEMENTS_A_BATCH, "", note
        ),
        Line(
            "B12", "processor time to judge a plan", taken / len(ids), MILLISECONDS_A_PLAN, "ms", slack=slack
        ),
    ]


def _counted(asked: list[str]) -> Callable[..., Any]:
    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count
