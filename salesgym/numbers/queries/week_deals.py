"""The deals behind a rep's week: what was opened, won and lost, counted as deal_values counts it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, IntegerField, JSONField, OuterRef, Q, QuerySet, Sum, Value

from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import Deal
from salesgym.people.models import User

PAGE_SIZE = 100
# What happened to a deal in the week; also the order of a page's groups.
WON, LOST, OPENED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Counted:
    """What the deals of the week come to: the values that deal_values stores."""

    opportunities: int
    wins: int
    losses: int
    timed_wins: int
    priced_wins: int
    valued_wins: int
    selling_days: int
    won_minor: int
    won_elsewhere: int

    @property
    def decided(self) -> int:
        return self.wins + self.losses

    @property
    def rows(self) -> int:
        return self.opportunities + self.decided

    def behind(self, metric_key: str) -> int | None:
        """How many deals the number of this metric follows from; None where it follows from none."""
        deals = {
            "opportunities": self.opportunities,
            "wins": self.wins,
            "losses": self.losses,
            "decided": self.decided,
            "revenue": self.wins - self.won_elsewhere,
            "selling_days": self.timed_wins,
            "timed_wins": self.timed_wins,
            "valued_wins": self.valued_wins,
        }
        return deals.get(metric_key)

    def value_of(self, metric_key: str, currency: str) -> Decimal | None:
        """What the deals of today give for this metric; None also where no win has an amount, for what follows from it."""
        if metric_key in {"revenue", "valued_wins"} and self.wins and not self.priced_wins:
            return None
        if metric_key == "revenue":
            return to_major(self.won_minor, currency)
        if metric_key == "selling_days":
            return Decimal(self.selling_days)
        deals = self.behind(metric_key)
        return None if deals is None else Decimal(deals)


def counted(rep: User, week: date, *, currency: str) -> Counted:
    """The sums of a week's deals, in one query. A deal counts for whoever owns it today."""
    closed = Q(closed_on__range=(week, ends_on(week)))
    won, lost = closed & Q(stage=Deal.Stage.WON), closed & Q(stage=Deal.Stage.LOST)
    priced = won & Deal.HAS_AMOUNT
    sums = _of(rep, week).aggregate(
        opportunities=Count("pk", filter=Q(opened_on__range=(week, ends_on(week)))),
        wins=Count("pk", filter=won),
        losses=Count("pk", filter=lost),
        timed_wins=Count("pk", filter=won & Q(opened_on__isnull=False)),
        priced_wins=Count("pk", filter=priced),
        valued_wins=Count("pk", filter=priced & Q(currency=currency)),
        days=Sum(F("closed_on") - F("opened_on"), filter=won),
        won_minor=Sum("amount_minor", filter=won & Q(currency=currency)),
        won_elsewhere=Count("pk", filter=won & ~Q(currency=currency)),
    )
    days = sums.pop("days")
    sums["won_minor"] = int(sums["won_minor"] or 0)
    return Counted(selling_days=days.days if days else 0, **sums)


def page_of(rep: User, week: date, sums: Counted, *, number: str | None) -> Page:
    """The deals of the week as dicts, a hundred a page: won, lost, opened."""
    days = (week, ends_on(week))
    closed = _of(rep, week).filter(closed_on__range=days)
    rows = _happened(closed.filter(stage=Deal.Stage.WON), WON).union(
        _happened(closed.filter(stage=Deal.Stage.LOST), LOST),
        _happened(_of(rep, week).filter(opened_on__range=days), OPENED),
        all=True,
    )
    paginator = Paginator(rows.order_by("happened", "closed_on", "opened_on", "pk"), PAGE_SIZE)
    paginator.count = sums.rows  # a cached property; set, it needs no query of its own
    return paginator.get_page(number)


def taken_out(week: date) -> QuerySet[Deal, Any]:
    """The deals of the week of an outer query's person that count nowhere: [id, name, id in the CRM], the first hundred."""
    out = Deal.everything.filter(_in(week), owner=OuterRef("pk"), taken_out_at__isnull=False)
    row = Func("pk", "name", "external_id", function="jsonb_build_array", output_field=JSONField())
    return out.order_by("name", "external_id").values_list(row)[:PAGE_SIZE]


def _of(rep: User, week: date) -> QuerySet[Deal]:
    """The deals that were opened or closed in this week; each half is answered by an index of its own."""
    return Deal.objects.filter(_in(week), owner=rep)


def _in(week: date) -> Q:
    days = (week, ends_on(week))
    return Q(opened_on__range=days) | Q(closed_on__range=days)


def _happened(deals: QuerySet[Deal], what: int) -> QuerySet[Deal, Any]:
    return deals.annotate(happened=Value(what, IntegerField())).values(
        "happened", "pk", "name", "external_id", "amount_minor", "currency", "opened_on", "closed_on", "stage",
        "source__name",
    )  # fmt: skip
