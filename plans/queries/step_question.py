"""What a rep asked about the steps of a plan, and what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from plans.models import Agreement, Plan, StepQuestion
from plans.permissions import can_see_terms
from salesgym.people.models import User

# The places of `Asked` and where they are found from a question; they travel as JSON in the query of another row.
PLACES = {
    "pk": "pk",
    "agreement_id": "agreement_id",
    "position": "position",
    "step": "step",
    "asked_by_id": "asked_by_id",
    "asked_by": "asked_by__name",
    "asked_at": "asked_at",
    "unclear": "unclear",
    "answer": "answer",
    "settled_by": "settled_by__name",
    "settled_at": "settled_at",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the number and the words of the step, who asked and settled it, by name, and when.

    `answer` is "" while it waits, and where it was settled without one.
    """

    pk: int
    agreement_id: int
    position: int
    step: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    unclear: str
    answer: str
    settled_by: str
    settled_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


def question(user: User, pk: int) -> StepQuestion | None:
    """The question with its plan, for the two parties of that plan: what the terms mean is not for the mentor."""
    people = ("agreement__plan__rep", "agreement__plan__manager", "agreement__plan__skill")
    seen = StepQuestion.objects.filter(agreement__plan__in=Plan.objects.visible_to(user), pk=pk)
    found = seen.select_related("asked_by", "settled_by", *people).first()
    return found if found is not None and can_see_terms(user, found.agreement.plan) else None


def asked(row: StepQuestion) -> Asked:
    """The same question as pages word it."""
    told = {name: getattr(row, name) for name in PLACES}
    return Asked(
        **told | {"asked_by": row.asked_by.name, "settled_by": row.settled_by.name if row.settled_by else ""}
    )


def of_step(plan: Plan, position: int) -> list[Asked]:
    """What was asked about this step of the newest terms, the earliest first. One query."""
    newest = plan.agreements.order_by("-number").values("pk")[:1]
    rows = StepQuestion.objects.filter(agreement__in=newest, position=position)
    return read(_told(rows).values_list("row", flat=True))


def of_terms(agreement: Any) -> ArraySubquery:
    """An annotation for `read`: the questions about this agreement (an OuterRef or a Subquery), by step, the earliest first."""
    return ArraySubquery(_told(StepQuestion.objects.filter(agreement=agreement)))


def read(rows: Iterable[Mapping[str, Any]]) -> list[Asked]:
    """What `of_terms` found."""
    return [_read(row) for row in rows]


def of_last_terms() -> ArraySubquery:
    """An annotation of plans for `read`: the questions about the newest agreement of each."""
    newest = Agreement.objects.filter(plan=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return of_terms(Subquery(newest))


def to_make_clearer(draft: Plan) -> list[Asked]:
    """What was asked about the last proposal and had no answer when it was taken back; of a plan of `found.draft`."""
    return [one for one in read(vars(draft)["asked"]) if not one.is_open and not one.answer]


def _told(rows: QuerySet[StepQuestion]) -> QuerySet[Any, Any]:
    return rows.order_by("position", "asked_at", "pk").values(row=JSONObject(**PLACES))


def _read(row: Mapping[str, Any]) -> Asked:
    times = {name: _moment(row[name]) for name in ("asked_at", "settled_at") if row[name]}
    return Asked(**{**row, **times, "settled_by": row["settled_by"] or ""})


def _moment(kept: str) -> datetime:
    moment = dateparse.parse_datetime(kept)
    if moment is None:
        raise ValueError(f"{kept!r} is no moment")
    return moment
