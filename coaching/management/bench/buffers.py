"""How many buffers PostgreSQL reads for one page: runs EXPLAIN on each query of the page."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from salesgym.people.models import User

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One page: its number of queries, their buffers and milliseconds (best of five runs), and the largest query."""

    queries: int
    buffers: int
    milliseconds: float
    largest: tuple[int, str]


def of(person: User, url: str) -> Reading:
    """The reading of this page for this person, from the second request, when caches are warm."""
    asked = _asked(person, url)
    explained = [_explain(sql) for sql in asked]
    largest = max(zip([one.buffers for one in explained], asked, strict=True))
    return Reading(
        len(asked),
        sum(one.buffers for one in explained),
        sum(one.milliseconds for one in explained),
        (largest[0], largest[1][:300]),
    )


def exponent(smaller: tuple[int, int], larger: tuple[int, int]) -> float:
    """The exponent of growth from (reps, buffers) of two sizes: 0 is constant, 1 is proportional to the reps."""
    return math.log(larger[1] / smaller[1]) / math.log(larger[0] / smaller[0])


@dataclass(frozen=True, slots=True)
class _Explained:
    buffers: int
    milliseconds: float


def _asked(person: User, url: str) -> list[str]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    if answer.status_code != 200:
        raise CommandError(f"{url} answered {answer.status_code}.")
    return [one["sql"] for one in captured if one["sql"].lstrip("( ").upper().startswith(("SELECT", "WITH"))]


def _explain(sql: str) -> _Explained:
    plans = [_plan(sql) for _round in range(ROUNDS)]
    root = plans[-1]["Plan"]
    buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"]
    return _Explained(buffers, min(plan["Execution Time"] for plan in plans))


def _plan(sql: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        # The captured SQL has its values filled in, so there are no parameters to pass.
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    plans: Sequence[dict[str, Any]] = json.loads(found) if isinstance(found, str) else found
    return plans[0]
