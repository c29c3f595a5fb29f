"""The deals of a rep's week in groups: won, lost, opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.models import Deal
from salesgym.numbers.pages.deal_id import shown_id
from salesgym.numbers.queries.week_deals import LOST, OPENED, WON, Counted

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class DealLine:
    """One deal as it stands in the list. `note` says why its money does not count."""

    name: str
    external_id: str
    url: str
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


def groups(deals: Sequence[Mapping[str, Any]], sums: Counted, *, say: "Sayers") -> list[DealGroup]:
    """The deals of one page by what happened to them, each group with the total of the whole week."""
    shown = []
    for happened, key in ((WON, "won"), (LOST, "lost"), (OPENED, "opened")):
        lines = tuple(_line(deal, say) for deal in deals if deal["happened"] == happened)
        if lines:
            title, total, help_text = _words(happened, sums, say)
            shown.append(DealGroup(key, title, total, help_text, lines))
    return shown


def _line(row: Mapping[str, Any], say: "Sayers") -> DealLine:
    is_elsewhere = row["happened"] == WON and row["currency"] != say.currency
    return DealLine(
        name=row["name"],
        external_id=shown_id(row["external_id"]),
        url=reverse("numbers:deal", args=[row["pk"]]),
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
        return (
            _("Won in this week"),
            _won_total(sums, say),
            " ".join(filter(None, _partly(sums, say.currency))),
        )
    if happened == LOST:
        return _("Lost in this week"), _deals(sums.losses), ""
    return _("Opened in this week"), _deals(sums.opportunities), ""


def _won_total(sums: Counted, say: "Sayers") -> str:
    return _("%(deals)s, %(money)s") % {
        "deals": _deals(sums.wins),
        "money": say.money.minor(sums.won_minor),
    }


def _partly(sums: Counted, currency: str) -> tuple[str, ...]:
    """What of the won deals counts in one number and not in another."""
    return _elsewhere(sums, currency), _unpriced(sums), _undated(sums)


def _unpriced(sums: Counted) -> str:
    count = sums.wins - sums.priced_wins
    if not count:
        return ""
    return ngettext(
        "%(count)s of them has no amount, or 0: a win, but not in the revenue of a win.",
        "%(count)s of them have no amount, or 0: wins, but not in the revenue of a win.",
        count,
    ) % {"count": count}


def _undated(sums: Counted) -> str:
    count = sums.wins - sums.timed_wins
    if not count:
        return ""
    return ngettext(
        "Of %(count)s of them nobody knows when it was opened: a win, but not in the days to close.",
        "Of %(count)s of them nobody knows when they were opened: wins, but not in the days to close.",
        count,
    ) % {"count": count}


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
