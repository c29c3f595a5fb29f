"""What was said and decided about the end of a formal plan, as its parties and HR read it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Case, DateField, DateTimeField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from plans.models import AnnouncedOutcome, Event, History, Outcome, Override, OverrideRequest, Plan, Statement
from plans.queries.calendar import local_day
from salesgym import hooks
from salesgym.people.queries import calendar

NO_TEXT, NO_TIME = Value("", TextField()), Value(None, DateTimeField())


class Kind(StrEnum):
    """What was said."""

    REQUEST = "request"
    OVERRIDE = "override"
    WAITING = "waiting"
    FINAL = "final"
    TAKEN_BACK = "taken_back"
    STATEMENT = "statement"
    APPEAL = "appeal"
    IMPORTED = "imported"


class Said(NamedTuple):
    """One thing that was said or decided, by whom and when, and what became of it.

    `text`: of what a manager's file changed what its event keeps, as JSON.
    `more`: of an override what was missing, of an outcome that was shown its next step, of an appeal the day by which it
    is answered (2026-04-15). `until`: from when an outcome that was shown is final. `answered_by` is "" where nobody did.
    """

    kind: str
    pk: int
    by: str
    at: datetime
    text: str
    more: str
    until: datetime | None
    answered_by: str
    answered_at: datetime | None
    answer: str

    @property
    def may_be_taken_back_until(self) -> datetime | None:
        """Of an outcome that waits; None for everything else."""
        return self.until if self.kind == Kind.WAITING else None


@dataclass(frozen=True, slots=True)
class FormalRecord:
    """All of it, the oldest first. `appeal_until`: the last day for an appeal, None where there is nothing to appeal
    against or the appeal is written."""

    said: Sequence[Said]
    appeal_until: date | None

    def of(self, *kinds: Kind) -> list[Said]:
        """What was said of these kinds."""
        return [one for one in self.said if one.kind in kinds]

    @property
    def waiting(self) -> Said | None:
        """The outcome that was shown and is not final yet."""
        return next(iter(self.of(Kind.WAITING)), None)

    @property
    def open_request(self) -> Said | None:
        """What HR was asked and has not answered."""
        return next((one for one in self.of(Kind.REQUEST) if one.answered_at is None), None)


def record_of(plan: Plan) -> FormalRecord | None:
    """None for a coaching plan, without a query. One query; of a closed plan one more for the days of an appeal."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    rows = _shown(plan).union(_requests(plan), _overrides(plan), _statements(plan), _imported(plan), all=True)
    said = sorted(map(Said._make, rows), key=lambda one: (one.at, one.pk))
    has_appeal = any(one.kind == Kind.APPEAL for one in said)
    return FormalRecord(said, None if has_appeal else appeal_until(plan))


Rows = QuerySet[Any, tuple[Any, ...]]


def _shown(plan: Plan) -> Rows:
    taken_back, final = (
        When(taken_back_at__isnull=False, then=Value("taken_back")),
        When(final_at__isnull=False, then=Value("final")),
    )
    found = AnnouncedOutcome.objects.filter(plan=plan).annotate(
        kind=Case(taken_back, final, default=Value("waiting"), output_field=TextField())
    )
    return found.values_list(
        "kind", "pk", "announced_by__name", "announced_at", "reasons", Cast("next_step", TextField()), "final_from",
        _name("taken_back_by"), Coalesce("taken_back_at", "final_at"), NO_TEXT,
    )  # fmt: skip


def _requests(plan: Plan) -> Rows:
    return OverrideRequest.objects.filter(plan=plan).values_list(
        Value("request", TextField()), "pk", "asked_by__name", "asked_at", "why", NO_TEXT, NO_TIME,
        _name("settled_by"), "settled_at", "answer",
    )  # fmt: skip


def _overrides(plan: Plan) -> Rows:
    return Override.objects.filter(plan=plan).values_list(
        Value("override", TextField()), "pk", "overridden_by__name", "overridden_at", "reason",
        Cast("missing", TextField()), NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _statements(plan: Plan) -> Rows:
    due = Coalesce(Cast("answer_by", TextField()), NO_TEXT)
    return Statement.objects.filter(plan=plan).values_list(
        Cast("kind", TextField()), "pk", "written_by__name", "written_at", "text", due, NO_TIME,
        _name("answered_by"), "answered_at", "answer",
    )  # fmt: skip


def _imported(plan: Plan) -> Rows:
    """Of an extension those of the plan before it too, whose weeks it counts on from."""
    plans = [plan.pk, *([plan.predecessor_id] if plan.predecessor_id else [])]
    rows = History.objects.filter(plan__in=plans, event=Event.NUMBER_IMPORTED)
    return rows.values_list(
        Value("imported", TextField()), "pk", "actor__name", "at", Cast("detail", TextField()), NO_TEXT, NO_TIME,
        NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _name(of: str) -> Coalesce:
    return Coalesce(Cast(f"{of}__name", TextField()), NO_TEXT)


def appeal_until(plan: Plan) -> date | None:
    """The last day on which the employee may appeal against the outcome of a closed formal plan: as many of their working
    days after it as the signed text says. None for a plan without an outcome, and where it was met. Two queries."""
    if plan.kind != Plan.Kind.FORMAL or plan.is_open or plan.closed_at is None or plan.activated_at is None:
        return None
    if plan.outcome.result == Outcome.Result.MET:
        return None
    [days_of] = hooks.appeal_days
    return calendar.moved_by_working_days(plan.rep_id, [local_day(plan.closed_at)], days_of(plan))[0]


@dataclass(frozen=True, slots=True)
class WaitsForHR:
    """What HR has to answer on a plan: a request of its manager, or an appeal of its employee with the day it is due."""

    kind: Kind
    by: str
    at: datetime
    due_on: date | None


def waiting_for_hr(plan_ids: Collection[int]) -> dict[int, list[WaitsForHR]]:
    """What waits for an answer of HR on these plans, by plan, the oldest first. One query for any number of plans."""
    asked = OverrideRequest.objects.open().filter(plan__in=plan_ids)
    appeals = Statement.objects.unanswered().filter(plan__in=plan_ids)
    rows = asked.values_list(
        "plan_id", Value("request", TextField()), "asked_by__name", "asked_at", Value(None, DateField())
    ).union(
        appeals.values_list(
            "plan_id", Cast("kind", TextField()), "written_by__name", "written_at", "answer_by"
        ),
        all=True,
    )
    found: dict[int, list[WaitsForHR]] = defaultdict(list)
    for plan_id, kind, by, at, due_on in sorted(rows, key=itemgetter(3)):
        found[plan_id].append(WaitsForHR(Kind(kind), by, at, due_on))
    return dict(found)
