"""Typed numbers of a formal plan's weeks, which count in it once the side that did not type them has confirmed them.

What an import brought counts at once. Everywhere else, on pages of numbers and in other plans, typed numbers count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from plans.models import Plan
from plans.queries.days_off import WAITS, told_of
from salesgym.numbers.queries.scorecard import Series


@dataclass(frozen=True, slots=True)
class TypedWeek:
    """One number of one week as it is typed today: by whom (None where nobody knows) and when.

    `hides` are the metrics that are made of it, which do not know this week until it is confirmed.
    """

    metric: int
    week: date
    value: Decimal
    by: int | None
    at: datetime
    hides: frozenset[int]

    def is_of_rep(self, plan: Plan) -> bool:
        return self.by == plan.rep_id

    def waits_for(self, person_id: int, plan: Plan) -> bool:
        """Whether this person, a party to the plan, is on the side that did not type it."""
        return self.by is not None and self.is_of_rep(plan) != (person_id == plan.rep_id)


def waiting_of(plan: Plan) -> list[TypedWeek]:
    """What waits on this plan, the earliest week first; nothing for a coaching plan, without a query.

    No query where the plan came with its `days_off()`, or with `waiting_weeks()` as `waits`; else one.
    """
    if WAITS in vars(plan):
        return _read(vars(plan)[WAITS])
    if not plan.is_formal or plan.activated_at is None:
        return []
    return _read(told_of(plan)[WAITS])


def _read(rows: Iterable[Mapping[str, Any]] | None) -> list[TypedWeek]:
    """What `waiting_weeks()` found."""
    return [
        TypedWeek(
            metric=row["metric"],
            week=date.fromisoformat(row["week"]),
            value=Decimal(row["value"]),
            by=row["by"],
            at=datetime.fromisoformat(row["at"]),
            hides=frozenset(row["hides"]),
        )
        for row in rows or ()
    ]


def counting(plan: Plan, series: Series) -> Series:
    """These weeks as they count in this plan: those that wait are unknown. As many queries as `waiting_of`."""
    hidden = {one.week for one in waiting_of(plan) if series.metric_id in one.hides}
    if not hidden:
        return series
    weeks = (
        replace(week, numerator=None, denominator=None, value=None) if week.starts_on in hidden else week
        for week in series.weeks
    )
    return replace(series, weeks=tuple(weeks))


def version(waiting: Iterable[TypedWeek]) -> str:
    """A short fingerprint of numbers that a page shows: it changes when one of them does."""
    return ".".join(f"{one.metric}-{one.value.normalize():f}-{one.at.timestamp():.6f}" for one in waiting)
