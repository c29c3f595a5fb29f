"""The deals behind a rep's week: what was opened, won and lost, counted as deal_values counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import Deal
from salesgym.people.models import User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers

PAGE_SIZE = 100
WON, LOST, OPENED, UNCOUNTED = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class DealLine:
    """One deal as it stands in the list. `note` says why its money does not count."""

    name: str
    external_id: str
    amount: str
    note: str
    opened_on: date | None
    closed_on: date | None
    stage: str
    source: str


@dataclass(frozen=True, slots=True)
class DealGroup:
    """Deals to which the same happened in this week; `total` is of all of them, not of this page."""

    key: str
    title: str
    total: str
    help: str
    lines: tuple[DealLine, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the deals of the week come to: the values that deal_values stores."""

    opportunities: int
    wins: int
    losses: int
    undated: int
    selling_days: int
    won_minor: int
    won_elsewhere: int

    @property
    def decided(self) -> int:
        return self.wins + self.losses

    @property
    def rows(self) -> int:
        return self.opportunities + self.decided + self.undated

    def behind(self, metric_key: str) -> int | None:
        """How many deals the number of this metric follows from; None where it follows from none."""
        known = {
            "opportunities": self.opportunities,
            "wins": self.wins,
            "losses": self.losses,
            "decided": self.decided,
            "revenue": self.wins - self.won_elsewhere,
            "selling_days": self.wins,
        }
        return known.get(metric_key)

    def value_of(self, metric_key: str, currency: str) -> Decimal | None:
        """What the deals of today give for this metric."""
        if metric_key == "revenue":
            return to_major(self.won_minor, currency)
        if metric_key == "selling_days":
            return Decimal(self.selling_days)
        found = self.behind(metric_key)
        return None if found is None else Decimal(found)


def counted(rep: User, week: date, *, currency: str) -> Counted:
    """The sums of a week's deals, in one query. A deal counts for whoever owns it today."""
    closed = Q(closed_on__range=(week, ends_on(week)))
    dated = closed & Q(opened_on__isnull=False)
    won, lost = dated & Q(stage=Deal.Stage.WON), dated & Q(stage=Deal.Stage.LOST)
    found = _of(rep, week).aggregate(
        opportunities=Count("pk", filter=Q(opened_on__range=(week, ends_on(week)))),
        wins=Count("pk", filter=won),
        losses=Count("pk", filter=lost),
        undated=Count("pk", filter=closed & Q(opened_on=None)),
        days=Sum(F("closed_on") - F("opened_on"), filter=won),
        won_minor=Sum("amount_minor", filter=won & Q(currency=currency)),
        won_elsewhere=Count("pk", filter=won & ~Q(currency=currency)),
    )
    days = found.pop("days")
    found["won_minor"] = int(found["won_minor"] or 0)
    return Counted(selling_days=days.days if days else 0, **found)


def page_of(rep: User, week: date, sums: Counted, *, number: str | None) -> Page:
    """The deals of the week, a hundred a page: won, lost, opened, and those that count nowhere."""
    days = (week, ends_on(week))
    closed = _of(rep, week).filter(closed_on__range=days)
    rows = _happened(closed.filter(stage=Deal.Stage.WON, opened_on__isnull=False), WON).union(
        _happened(closed.filter(stage=Deal.Stage.LOST, opened_on__isnull=False), LOST),
        _happened(_of(rep, week).filter(opened_on__range=days), OPENED),
        _happened(closed.filter(opened_on=None), UNCOUNTED),
        all=True,
    )
    paginator = Paginator(rows.order_by("happened", "closed_on", "opened_on", "pk"), PAGE_SIZE)
    paginator.count = sums.rows  # a cached property: the sums know it already
    return paginator.get_page(number)


def groups(page: Page, sums: Counted, *, say: "Sayers") -> list[DealGroup]:
    """The deals of one page under what happened to them, each group with the total of the whole week."""
    rows: Sequence[dict[str, Any]] = list(page)
    found = []
    for happened, key in ((WON, "won"), (LOST, "lost"), (OPENED, "opened"), (UNCOUNTED, "uncounted")):
        lines = tuple(_line(row, say) for row in rows if row["happened"] == happened)
        if lines:
            title, total, help_text = _words(happened, sums, say)
            found.append(DealGroup(key, title, total, help_text, lines))
    return found


def _of(rep: User, week: date) -> QuerySet[Deal]:
    """The deals that were opened or closed in this week; each half is answered by an index of its own."""
    days = (week, ends_on(week))
    return Deal.objects.filter(Q(opened_on__range=days) | Q(closed_on__range=days), owner=rep)


def _happened(deals: QuerySet[Deal], what: int) -> QuerySet[Deal, Any]:
    return deals.annotate(happened=Value(what, IntegerField())).values(
        "happened", "pk", "name", "external_id", "amount_minor", "currency", "opened_on", "closed_on", "stage",
        "source__name",
    )  # fmt: skip


def _line(row: dict[str, Any], say: "Sayers") -> DealLine:
    is_elsewhere = row["happened"] == WON and row["currency"] != say.currency
    return DealLine(
        name=row["name"],
        external_id=row["external_id"],
        amount=say.money_in(row["currency"]).minor(row["amount_minor"]),
        note=_("not counted in revenue") if is_elsewhere else "",
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
        stage=str(Deal.Stage(row["stage"]).label),
        source=row["source__name"],
    )


def _words(happened: int, sums: Counted, say: "Sayers") -> tuple[str, str, str]:
    """Title, total and explanation of a group."""
    if happened == WON:
        return _("Won in this week"), _won_total(sums, say), _elsewhere(sums, say.currency)
    if happened == LOST:
        return _("Lost in this week"), _deals(sums.losses), ""
    if happened == OPENED:
        return _("Opened in this week"), _deals(sums.opportunities), ""
    help_text = _(
        "Closed in this week, but nobody knows when they were opened. They count once that is known."
    )
    return _("Not counted"), _deals(sums.undated), help_text


def _won_total(sums: Counted, say: "Sayers") -> str:
    return _("%(deals)s, %(money)s") % {
        "deals": _deals(sums.wins),
        "money": say.money.minor(sums.won_minor),
    }


def _elsewhere(sums: Counted, currency: str) -> str:
    if not sums.won_elsewhere:
        return ""
    return ngettext(
        "%(count)s of them is in another currency than %(currency)s: a win, but not in the revenue.",
        "%(count)s of them are in another currency than %(currency)s: wins, but not in the revenue.",
        sums.won_elsewhere,
    ) % {"count": sums.won_elsewhere, "currency": currency}


def _deals(count: int) -> str:
    return ngettext("%(count)s deal", "%(count)s deals", count) % {"count": f"{count:,}"}
