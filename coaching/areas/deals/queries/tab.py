"""What the tab Deals of a person shows: the deals in coaching with all that hangs on them, and those before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F, Prefetch

from coaching.areas.deals.models import MOST_DEALS, CoachedDeal, JointCall, Preparation, Remark
from coaching.areas.deals.queries.scorecard import is_scored, scores_of
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
    """The deals in coaching in the order in which they were taken, and the last that left it. Five queries."""
    rows = list(
        CoachedDeal.objects.visible_to(user)
        .filter(rep=rep)
        .annotate(can_be_scored=is_scored("rep"))
        .select_related("deal")
        .prefetch_related(
            Prefetch("preparations", Preparation.objects.order_by("number"), to_attr="sheets_read"),
            Prefetch(
                "calls",
                JointCall.objects.filter(called_off_at=None)
                .select_related("helper")
                .order_by("starts_at", "pk"),
                to_attr="calls_read",
            ),
            Prefetch(
                "remarks",
                Remark.objects.select_related("author").order_by("created_at", "pk"),
                to_attr="remarks_read",
            ),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "taken_at", "pk")[: MOST_DEALS + MOST_EARLIER]
    )
    held = [row for row in rows if row.is_in_coaching]
    calls = [vars(row)["calls_read"][-1].pk for row in held if vars(row)["calls_read"]]
    scores = scores_of(calls) if calls else []
    facts = [_facts(row, scores) for row in held]
    return facts, [row for row in rows if not row.is_in_coaching][:MOST_EARLIER]


def facts_of(coached: CoachedDeal) -> DealFacts:
    """The same of one deal, for a page about it alone. Three queries."""
    calls = coached.calls.filter(called_off_at=None).select_related("helper").order_by("starts_at", "pk")
    remarks = coached.remarks.select_related("author").order_by("created_at", "pk")
    return DealFacts(coached, list(coached.preparations.order_by("number")), list(calls), list(remarks))


def _facts(row: CoachedDeal, scores: Sequence[BehaviorScore]) -> DealFacts:
    read = vars(row)
    calls = read["calls_read"]
    newest = calls[-1].pk if calls else None
    return DealFacts(
        row,
        read["sheets_read"],
        calls,
        read["remarks_read"],
        [one for one in scores if one.scoring.call_score.call_id == newest],
        read["can_be_scored"],
    )
