"""What the tab Deals of a person shows: the deals in coaching with all that hangs on them, and those before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from coaching.areas.deals.models import MOST_DEALS, CoachedDeal, JointCall, Preparation, Remark
from coaching.areas.deals.queries.scorecard import is_scored, scores_of
from coaching.queries import carried
from plans.models import BehaviorScore
from salesgym.people.models import User

MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class DealFacts:
    """One deal: its sheets and its calls that were not called off, the newest last, and its remarks in order."""

    deal: CoachedDeal
    sheets: Sequence[Preparation] = field(default_factory=list)
    calls: Sequence[JointCall] = field(default_factory=list)
    remarks: Sequence[Remark] = field(default_factory=list)
    # Of the newest call, in the order of the rubric; `can_be_scored` where the rep's skill has one.
    scores: Sequence[BehaviorScore] = field(default_factory=list)
    can_be_scored: bool = False

    @property
    def sheet(self) -> Preparation | None:
        return self.sheets[-1] if self.sheets else None

    @property
    def call(self) -> JointCall | None:
        return self.calls[-1] if self.calls else None


def deals_of(user: User, rep: User) -> tuple[list[DealFacts], list[CoachedDeal]]:
    """The deals in coaching in the order in which they were taken, and the last that left it. Two queries."""
    rows = list(
        CoachedDeal.objects.visible_to(user)
        .filter(rep=rep)
        .annotate(
            can_be_scored=is_scored("rep"),
            sheets_read=ArraySubquery(
                Preparation.objects.filter(deal=OuterRef("pk"))
                .order_by("number")
                .values(row=carried.whole(Preparation))
            ),
            calls_read=_with(
                "helper", JointCall.objects.filter(called_off_at=None).order_by("starts_at", "pk")
            ),
            remarks_read=_with("author", Remark.objects.order_by("created_at", "pk")),
        )
        .select_related("deal")
        .order_by(F("ended_at").desc(nulls_first=True), "taken_at", "pk")[: MOST_DEALS + MOST_EARLIER]
    )
    facts = [_facts(row, vars(row)) for row in rows if row.is_in_coaching]
    scores = scores_of([one.call.pk for one in facts if one.call])
    return (
        [replace(one, scores=[given for given in scores if _is_of(given, one.call)]) for one in facts],
        [row for row in rows if not row.is_in_coaching][:MOST_EARLIER],
    )


def facts_of(coached: CoachedDeal) -> DealFacts:
    """The same of one deal, for a page about it alone. Three queries."""
    calls = coached.calls.filter(called_off_at=None).select_related("helper").order_by("starts_at", "pk")
    remarks = coached.remarks.select_related("author").order_by("created_at", "pk")
    return DealFacts(coached, list(coached.preparations.order_by("number")), list(calls), list(remarks))


def _with(who: str, rows: QuerySet[Any]) -> ArraySubquery:
    """What hangs on a deal, each row with the person in this field."""
    row = JSONObject(row=carried.whole(rows.model), who=carried.named(f"{who}__"))
    return ArraySubquery(rows.filter(deal=OuterRef("pk")).values(row=row))


def _facts(deal: CoachedDeal, annotated: Mapping[str, Any]) -> DealFacts:
    sheets = [carried.read(Preparation, one) for one in annotated["sheets_read"]]
    calls = [carried.read(JointCall, one["row"]) for one in annotated["calls_read"]]
    for call, one in zip(calls, annotated["calls_read"], strict=True):
        call.helper = carried.read(User, one["who"])
    remarks = [carried.read(Remark, one["row"]) for one in annotated["remarks_read"]]
    for remark, one in zip(remarks, annotated["remarks_read"], strict=True):
        remark.author = carried.read(User, one["who"])
    return DealFacts(deal, sheets, calls, remarks, can_be_scored=annotated["can_be_scored"])


def _is_of(score: BehaviorScore, call: JointCall | None) -> bool:
    return call is not None and score.scoring.call_score.call_id == call.pk
