"""What a file adds up to, in words: for each owner and month, now and after it is in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing import filtered
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.queries.imports.sums import OWNERS_PER_PAGE, MonthSum, OwnerSums, Sums

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers

TEN = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure after the file is in, and before, which is empty where nothing changes."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of one owner."""

    month: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One owner: all months together, what stands out, and each month."""

    name: str
    is_known: bool
    together: tuple[Figure, ...]
    leaps: tuple[str, ...]
    months: tuple[MonthLine, ...]


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """What the file's own total says beside what its lines add up to."""

    says: str
    adds_up_to: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class SumsCard:
    """The card of sums: one page of owners of `count`, the `first` to the `last`; `before` and `after` are pages.

    `not_moved` says which deals stay where they are until somebody chooses; empty where nothing is open.
    """

    owners: tuple[OwnerLine, ...]
    together: tuple[tuple[Figure, ...], ...]
    own: OwnTotal | None
    count: int
    first: int
    last: int
    before: int
    after: int
    not_moved: str


def build(sums: Sums, decisions: Mapping[str, Any], *, say: "Sayers", not_moved: str = "") -> SumsCard | None:
    """The card of these sums; None where no deal of the file is decided."""
    if not sums.owners:
        return None
    first, untold = OWNERS_PER_PAGE * (sums.page - 1) + 1, _untold(decisions)
    last = first + len(sums.owners) - 1
    return SumsCard(
        owners=tuple(_owner(owner, untold, say) for owner in sums.owners),
        together=together(decisions, say=say),
        own=_own_total(decisions, say),
        count=sums.count,
        first=first,
        last=last,
        before=sums.page - 1,
        after=sums.page + 1 if last < sums.count else 0,
        not_moved=not_moved,
    )


def short(decisions: Mapping[str, Any], *, say: "Sayers") -> tuple[OwnerLine, ...]:
    """What the lines of a file come to by themselves, before anything is decided; empty where that is not known."""
    owners = decisions.get("short", ())
    has_losses = any(month["losses"] for owner in owners for month in owner["months"])
    return tuple(_short_owner(owner["name"], owner["months"], has_losses, say) for owner in owners)


def _short_owner(
    name: str, months: Sequence[Mapping[str, Any]], has_losses: bool, say: "Sayers"
) -> OwnerLine:
    def figures(rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
        yield _figure(_("Wins"), "", f"{sum(row['wins'] for row in rows):,}")
        if has_losses:
            yield _figure(_("Losses"), "", f"{sum(row['losses'] for row in rows):,}")
        for currency in dict.fromkeys(row["currency"] for row in rows):
            known = [
                Decimal(row["revenue"]) for row in rows if row["currency"] == currency and row["revenue"]
            ]
            yield _figure(_("Money"), "", say.money_in(currency).full(sum(known, Decimal())) if known else "")

    lines = (
        MonthLine(date_format(date.fromisoformat(month["month"]), "M Y"), tuple(figures([month])))
        for month in months
    )
    return OwnerLine(name, is_known=True, together=tuple(figures(months)), leaps=(), months=tuple(lines))


def together(decisions: Mapping[str, Any], *, say: "Sayers") -> tuple[tuple[Figure, ...], ...]:
    """What the months of the file come to in all, one row a currency."""
    untold = _untold(decisions)
    return tuple(_row(row, untold, say) for row in decisions.get("sums", ()))


def _untold(decisions: Mapping[str, Any]) -> frozenset[str]:
    """Which of no_lost and no_won hold: a zero of these is no number that somebody knows."""
    chosen = decisions.get("chosen", {})
    held = {
        lack["code"]: chosen.get(lack["code"]) or lack["options"][0]
        for lack in decisions.get("lacks", ())
        if lack["code"] in (Code.NO_LOST, Code.NO_WON)
    }
    return frozenset(code for code, option in held.items() if option == filtered.UNKNOWN)


def _row(row: Mapping[str, Any], untold: frozenset[str], say: "Sayers") -> tuple[Figure, ...]:
    money = say.money_in(row["currency"])
    return (
        _counted(_("Wins"), row["wins_before"], row["wins"], Code.NO_WON in untold),
        _counted(_("Losses"), row["losses_before"], row["losses"], Code.NO_LOST in untold),
        _figure(_("Money"), money.minor(row["revenue_before"]), money.minor(row["revenue"])),
    )


def _own_total(decisions: Mapping[str, Any], say: "Sayers") -> OwnTotal | None:
    says, adds_up_to = decisions.get("own_total", ""), decisions.get("lines_total", "")
    if not says:
        return None
    told, added = Decimal(says), Decimal(adds_up_to)
    return OwnTotal(say.money.full(told), say.money.full(added), told == added)


def _owner(owner: OwnerSums, untold: frozenset[str], say: "Sayers") -> OwnerLine:
    return OwnerLine(
        name=owner.name,
        is_known=owner.person_id is not None,
        together=tuple(_owner_together(owner.months, untold, say)),
        leaps=tuple(leap for month in owner.months for leap in _leaps(month, say)),
        months=tuple(MonthLine(_words(month), tuple(_figures(month, untold, say))) for month in owner.months),
    )


def _owner_together(months: Sequence[MonthSum], untold: frozenset[str], say: "Sayers") -> Iterator[Figure]:
    before, after = [one.before for one in months], [one.after for one in months]
    wins, losses = (sum(one.wins for one in before), sum(one.losses for one in before))
    yield _counted(_("Wins"), wins, sum(one.wins for one in after), Code.NO_WON in untold)
    yield _counted(_("Losses"), losses, sum(one.losses for one in after), Code.NO_LOST in untold)
    for currency in dict.fromkeys(one.currency for one in months):
        money, own = say.money_in(currency), [one for one in months if one.currency == currency]
        known, brought = sum(one.before.revenue for one in own), sum(one.after.revenue for one in own)
        yield _figure(_("Money"), money.minor(known), money.minor(brought))


def _figures(month: MonthSum, untold: frozenset[str], say: "Sayers") -> Iterable[Figure]:
    money, before, after = say.money_in(month.currency), month.before, month.after
    return (
        _counted(_("Wins"), before.wins, after.wins, Code.NO_WON in untold),
        _counted(_("Losses"), before.losses, after.losses, Code.NO_LOST in untold),
        _figure(_("Money"), money.minor(before.revenue), money.minor(after.revenue)),
        _figure(_("Smallest win"), money.minor(before.smallest), money.minor(after.smallest)),
        _figure(_("Largest win"), money.minor(before.largest), money.minor(after.largest)),
    )


def _leaps(one: MonthSum, say: "Sayers") -> Iterator[str]:
    """A sentence for each figure that changes by a factor of ten or more."""
    if one.revenue_leaps:
        yield _money_leap(one, say)
    if one.wins_leap:
        yield _("%(month)s: wins go from %(before)s to %(after)s.") % {
            "month": _words(one),
            "before": f"{one.before.wins:,}",
            "after": f"{one.after.wins:,}",
        }
    if one.losses_leap:
        yield _("%(month)s: losses go from %(before)s to %(after)s.") % {
            "month": _words(one),
            "before": f"{one.before.losses:,}",
            "after": f"{one.after.losses:,}",
        }


def _money_leap(one: MonthSum, say: "Sayers") -> str:
    money, before, after = say.money_in(one.currency), one.before.revenue, one.after.revenue
    said = {"month": _words(one), "before": money.minor(before), "after": money.minor(after)}
    if after >= TEN * before:
        return _("%(month)s: %(before)s becomes %(after)s, %(times)s times as much.") % {
            **said,
            "times": f"{after // before:,}",
        }
    if not after:
        return _("%(month)s: nothing is left of %(before)s.") % said
    return _("%(month)s: %(before)s becomes %(after)s, a tenth or less.") % said


def _words(month: MonthSum) -> str:
    return date_format(month.month, "M Y")


def _counted(what: str, before: int, after: int, is_untold: bool) -> Figure:
    if is_untold and not before and not after:
        return Figure(what, "", UNKNOWN)
    return _figure(what, f"{before:,}", f"{after:,}")


def _figure(what: str, before: str, after: str) -> Figure:
    return Figure(what, "" if before == after else before, after or UNKNOWN)
