"""The deals of a rep that are talked about in a check-in, each with what tells at which step it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from coaching.areas.deals.models import MOST_DEALS, CoachedDeal, JointCall, Preparation
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class TalkedAbout:
    """A deal in coaching; when its newest sheet was written, and its newest call begins and was looked back at."""

    deal: CoachedDeal
    prepared_at: datetime | None
    call_at: datetime | None
    debriefed_at: datetime | None


def deals_to_talk_about(reader: User, rep: User) -> list[TalkedAbout]:
    """Those in coaching that this reader may read, in the order in which they were taken. One query."""
    sheets = Preparation.objects.filter(deal=OuterRef("pk")).order_by("-number")
    calls = JointCall.objects.filter(deal=OuterRef("pk"), called_off_at=None).order_by("-starts_at", "-pk")
    rows = (
        CoachedDeal.objects.visible_to(reader)
        .in_coaching()
        .filter(rep=rep)
        .select_related("deal")
        .annotate(
            prepared_at=Subquery(sheets.values("written_at")[:1]),
            call_at=Subquery(calls.values("starts_at")[:1]),
            debriefed_at=Subquery(calls.values("debriefed_at")[:1]),
        )
        .order_by("taken_at", "pk")[:MOST_DEALS]
    )
    told = [(row, vars(row)) for row in rows]
    return [TalkedAbout(row, it["prepared_at"], it["call_at"], it["debriefed_at"]) for row, it in told]
