"""What the tab Deals of a person shows: the deals in coaching with all that hangs on them, and those before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F, Prefetch

from coaching.areas.deals.models import MOST_DEALS, CoachedDeal, JointCall, Preparation, Remark
from salesgym.people.models import User

MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class DealFacts:
    """One deal: its sheets and its calls that were not called off, the newest last, and its remarks in order."""

    deal: CoachedDeal
    sheets: Sequence[Preparation] = field(default_factory=list)
    calls: Sequence[JointCall] = field(default_factory=list)
    remarks: Sequence[Remark] = field(default_factory=list)

    @property
    def sheet(self) -> Preparation | None:
        return self.sheets[-1] if self.sheets else None

    @property
    def call(self) -> JointCall | None:
        return self.calls[-1] if self.calls else None


def deals_of(user: User, rep: User) -> tuple[list[DealFacts], list[CoachedDeal]]:
    """The deals in coaching in the order in which they were taken, and the last that left it. Four queries."""
    rows = list(
        CoachedDeal.objects.visible_to(user)
        .filter(rep=rep)
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
    facts = [_facts(row) for row in rows if row.is_in_coaching]
    return facts, [row for row in rows if not row.is_in_coaching][:MOST_EARLIER]


def facts_of(coached: CoachedDeal) -> DealFacts:
    """The same of one deal, for a page about it alone. Three queries."""
    calls = coached.calls.filter(called_off_at=None).select_related("helper").order_by("starts_at", "pk")
    remarks = coached.remarks.select_related("author").order_by("created_at", "pk")
    return DealFacts(coached, list(coached.preparations.order_by("number")), list(calls), list(remarks))


def _facts(row: CoachedDeal) -> DealFacts:
    read = vars(row)
    return DealFacts(row, read["sheets_read"], read["calls_read"], read["remarks_read"])
