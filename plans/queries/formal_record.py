"""What was said and decided about the end of a formal plan, as its parties and HR read it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from plans.models import (
    Agreement,
    AnnouncedOutcome,
    Declined,
    Event,
    History,
    Outcome,
    Override,
    OverrideRequest,
    Plan,
    Receipt,
    Signature,
    Statement,
    Unanswered,
)
from plans.queries.calendar import local_day
from salesgym import hooks
from salesgym.people.queries import calendar

NO_TEXT = Value("", TextField())
# With its type: of the first two of a union PostgreSQL takes a bare NULL for text.
NO_TIME = Cast(Value(None), DateTimeField())


class Kind(StrEnum):
    """What was said."""

    REQUEST = "request"
    OVERRIDE = "override"
    WAITING = "waiting"
    FINAL = "final"
    TAKEN_BACK = "taken_back"
    STATEMENT = "statement"
    APPEAL = "appeal"
    # Of the whole record, besides what is about the end.
    TEXT = "text"
    RECEIVED = "received"
    ANSWER = "answer"
    SIGNED = "signed"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    OUTCOME = "outcome"
    REVIEW = "review"
    IMPORTED = "imported"


# What has the same time: a text comes before what was done with it, an outcome before what is said to it.
ORDER: dict[str, int] = {
    kind: place
    for place, kind in enumerate(
        [
            *(Kind.TEXT, Kind.RECEIVED, Kind.ANSWER, Kind.SIGNED, Kind.DECLINED, Kind.UNANSWERED),
            *(Kind.REVIEW, Kind.IMPORTED, Kind.REQUEST, Kind.OVERRIDE),
            *(Kind.WAITING, Kind.TAKEN_BACK, Kind.FINAL, Kind.OUTCOME, Kind.STATEMENT, Kind.APPEAL),
        ]
    )
}


class Said(NamedTuple):
    """One thing that was said or decided, by whom and when, and what became of it.

    `text`: of what a manager's file changed what its event keeps, as JSON.
    `more`: of an override what was missing, of an outcome that was shown its next step, of an appeal the day by which it
    is answered (2026-04-15), of a text its number, of a signature what its rep says (agree), of what was declined its day, of an
    outcome its result and next step ("not_met leaving"). `text` of a look at the plan is the state that was kept, as JSON.
    `until`: from when an outcome that was shown is final. `answered_by` is "" where nobody did; of what was declined the
    witness. `answer`: of an outcome that was not taken back what was learned.
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
    said = _said([plan.pk], ABOUT_ITS_END).get(plan.pk, [])
    has_appeal = any(one.kind == Kind.APPEAL for one in said)
    return FormalRecord(said, None if has_appeal else appeal_until(plan))


def all_said(plan_ids: Collection[int]) -> dict[int, list[Said]]:
    """Everything that the records of these formal plans hold, by plan, the oldest first: each text, what became of it, and
    what was said and decided. One query for any number of plans, none without one."""
    return _said(plan_ids, (*ABOUT_ITS_TEXT, *ABOUT_ITS_END)) if plan_ids else {}


Rows = QuerySet[Any, tuple[Any, ...]]


def _said(
    plan_ids: Collection[int], about: Sequence[Callable[[Collection[int]], Rows]]
) -> dict[int, list[Said]]:
    first, *others = (rows_of(plan_ids) for rows_of in about)
    found: dict[int, list[Said]] = defaultdict(list)
    for plan_id, *row in first.union(*others, all=True):
        found[plan_id].append(Said(*row))
    return {
        plan_id: sorted(said, key=lambda one: (one.at, ORDER[one.kind], one.pk))
        for plan_id, said in found.items()
    }


def _shown(plan_ids: Collection[int]) -> Rows:
    taken_back, final = (
        When(taken_back_at__isnull=False, then=Value("taken_back")),
        When(final_at__isnull=False, then=Value("final")),
    )
    found = AnnouncedOutcome.objects.filter(plan__in=plan_ids).annotate(
        kind=Case(taken_back, final, default=Value("waiting"), output_field=TextField())
    )
    stands = When(taken_back_at=None, then=Cast("learned", TextField()))
    return found.values_list(
        "plan_id", "kind", "pk", "announced_by__name", "announced_at", "reasons", Cast("next_step", TextField()),
        "final_from", _name("taken_back_by"), Coalesce("taken_back_at", "final_at"), Case(stands, default=NO_TEXT),
    )  # fmt: skip


def _requests(plan_ids: Collection[int]) -> Rows:
    return OverrideRequest.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", Value("request", TextField()), "pk", "asked_by__name", "asked_at", "why", NO_TEXT, NO_TIME,
        _name("settled_by"), "settled_at", "answer",
    )  # fmt: skip


def _overrides(plan_ids: Collection[int]) -> Rows:
    return Override.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", Value("override", TextField()), "pk", "overridden_by__name", "overridden_at", "reason",
        Cast("missing", TextField()), NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _statements(plan_ids: Collection[int]) -> Rows:
    due = Coalesce(Cast("answer_by", TextField()), NO_TEXT)
    return Statement.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", Cast("kind", TextField()), "pk", "written_by__name", "written_at", "text", due, NO_TIME,
        _name("answered_by"), "answered_at", "answer",
    )  # fmt: skip


def _texts(plan_ids: Collection[int]) -> Rows:
    return Agreement.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", Value("text", TextField()), "pk", "proposed_by__name", "created_at", NO_TEXT,
        Cast("number", TextField()), NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _receipts(plan_ids: Collection[int]) -> Rows:
    return Receipt.objects.filter(agreement__plan__in=plan_ids).values_list(
        "agreement__plan_id", Value("received", TextField()), "pk", "person__name", "received_at", NO_TEXT, NO_TEXT,
        NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _signatures(plan_ids: Collection[int]) -> Rows:
    signed = Case(
        When(party=Signature.Party.REP, then=Value("answer")),
        default=Value("signed"),
        output_field=TextField(),
    )
    return Signature.objects.filter(agreement__plan__in=plan_ids).values_list(
        "agreement__plan_id", signed, "pk", "signer__name", "signed_at", "comment", Cast("answer", TextField()),
        NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _declined(plan_ids: Collection[int]) -> Rows:
    return Declined.objects.filter(agreement__plan__in=plan_ids).values_list(
        "agreement__plan_id", Value("declined", TextField()), "pk", "recorded_by__name", "recorded_at", NO_TEXT,
        Cast("declined_on", TextField()), NO_TIME, "witness__name", NO_TIME, NO_TEXT,
    )  # fmt: skip


def _unanswered(plan_ids: Collection[int]) -> Rows:
    return Unanswered.objects.filter(agreement__plan__in=plan_ids).values_list(
        "agreement__plan_id", Value("unanswered", TextField()), "pk", "recorded_by__name", "recorded_at", NO_TEXT,
        NO_TEXT, NO_TIME, NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _outcomes(plan_ids: Collection[int]) -> Rows:
    return Outcome.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", Value("outcome", TextField()), "pk", "decided_by__name", "decided_at", "reasons",
        Concat("result", Value(" "), "next_step", output_field=TextField()), NO_TIME, NO_TEXT, NO_TIME, "learned",
    )  # fmt: skip


def _reviews(plan_ids: Collection[int]) -> Rows:
    looks = History.objects.filter(plan__in=plan_ids, event=Event.PLAN_REVIEWED)
    return looks.values_list(
        "plan_id", Value("review", TextField()), "pk", NO_TEXT, "at", Cast("detail", TextField()), NO_TEXT, NO_TIME,
        NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


def _imported(plan_ids: Collection[int]) -> Rows:
    """Of an extension those of the plan before it too, whose weeks it counts on from."""
    of_plans = Q(plan__in=plan_ids) | Q(plan__successor__in=plan_ids)
    own = When(plan__in=plan_ids, then=F("plan_id"))
    files = History.objects.filter(of_plans, event=Event.NUMBER_IMPORTED)
    return files.values_list(
        Case(own, default=F("plan__successor__pk"), output_field=BigIntegerField()),
        Value("imported", TextField()), "pk", "actor__name", "at", Cast("detail", TextField()), NO_TEXT, NO_TIME,
        NO_TEXT, NO_TIME, NO_TEXT,
    )  # fmt: skip


ABOUT_ITS_END = (_shown, _requests, _overrides, _statements, _reviews, _imported)
ABOUT_ITS_TEXT = (_texts, _receipts, _signatures, _declined, _unanswered, _outcomes)


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
