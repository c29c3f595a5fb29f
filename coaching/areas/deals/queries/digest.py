"""Deals in coaching of which it came out that they are won or lost, for the weekly digests."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DateTimeField, Exists, F, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce, Least

from coaching.areas.deals.models import CoachedDeal, JointCall, Preparation, Remark
from salesgym.people.models import Organization

DECIDED = (CoachedDeal.Result.WON, CoachedDeal.Result.LOST)


@dataclass(frozen=True, slots=True)
class Decided:
    """One deal, with its rep, and when it came out. `prepared_at` is when its newest sheet was written, None without one; `is_together` where
    somebody else wrote on it, or called along. Both are of the time before it was won or lost.
    """

    deal: CoachedDeal
    known_at: datetime
    prepared_at: datetime | None
    is_together: bool


def decided_between(rep_ids: Collection[int], *, since: datetime, until: datetime) -> list[Decided]:
    """Those of these reps that closed in coaching, or came as closed with an import, between these moments. One query.

    What was closed and came with an import counts with the earlier of both, and with the import that decided it, whatever
    a later one changed: a deal is told of once.
    """
    of_crm = Q(deal__owner=F("rep"), deal__stage__in=DECIDED, deal__taken_out_at=None)
    came_at = Coalesce("decided_with__imported_at", Cast("deal__closed_on", DateTimeField()))
    before = {"deal": OuterRef("pk")}
    sheets = Preparation.objects.filter(**before, written_at__lt=OuterRef("over_at")).order_by("-number")
    calls = JointCall.objects.filter(**before, called_off_at=None, starts_at__lt=OuterRef("over_at"))
    written = Remark.objects.filter(**before, created_at__lt=OuterRef("over_at")).exclude(
        author=OuterRef("rep")
    )
    written_sheets = sheets.exclude(written_by=OuterRef("rep"))
    rows = (
        CoachedDeal.objects.filter(Q(result__in=DECIDED) | Q(of_crm, slot__isnull=False), rep__in=rep_ids)
        .annotate(
            known_at=Case(When(of_crm, then=Least("ended_at", came_at)), default=F("ended_at")),
            over_at=_over(Case(When(of_crm, then=F("deal__closed_on")), default=F("closed_on"))),
        )
        .annotate(
            prepared_at=Subquery(sheets.values("written_at")[:1]),
            is_together=Exists(calls) | Exists(written) | Exists(written_sheets),
        )
        .filter(known_at__gt=since, known_at__lte=until)
        .select_related("rep", "deal")
        .order_by("known_at", "pk")
    )
    told = [(row, vars(row)) for row in rows]
    return [Decided(row, it["known_at"], it["prepared_at"], it["is_together"]) for row, it in told]


def _over(day: Case) -> Func:
    """The moment at which this day is over at the organization. What is said from then on prepared nothing."""
    zone = Subquery(Organization.objects.values("time_zone")[:1])
    ends = "timezone(%(expressions)s + interval '1 day')"
    return Func(zone, day, template=ends, output_field=DateTimeField())
