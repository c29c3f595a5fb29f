"""The sentences for closed deals of which a file names another owner."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack, undecided
from salesgym.numbers.pages.values import Money
from salesgym.numbers.queries.imports.lacks.owners import KEEP, MOVE


def _closed_owner(lack: Lack) -> tuple[str, str]:
    title = ngettext(
        "%(n)s closed deal changes its owner", "%(n)s closed deals change their owner", lack.count
    )
    follows = _("Moved, they count for the new owner in the weeks in which they closed.")
    return title % {"n": f"{lack.count:,}"}, f"{_what(lack)} {follows}"


def not_moved_yet(lacks: Iterable[Lack], chosen: Mapping[str, str]) -> str:
    """What the sums leave where it is, as nobody chose yet whether it moves; empty where nothing is open."""
    for lack in undecided(tuple(lacks), chosen):
        if lack.code is Code.CLOSED_OWNER:
            follows = _("The sums leave them with their owner until somebody chooses: keep or move.")
            return f"{_what(lack)} {follows}"
    return ""


def _kept_owner(lack: Lack) -> tuple[str, str]:
    title = ngettext(
        "%(n)s closed deal keeps its owner, as was chosen",
        "%(n)s closed deals keep their owner, as was chosen",
        lack.count,
    )
    follows = _("The file still names another owner. They stay until somebody moves them.")
    return title % {"n": f"{lack.count:,}"}, f"{_what(lack)} {follows}"


def _what(lack: Lack) -> str:
    """2 closed deals, $10,000, August to September 2026: Rae One to Tom Two."""
    details = lack.details
    count = ngettext("%(n)s closed deal", "%(n)s closed deals", lack.count) % {"n": f"{lack.count:,}"}
    won = int(details["won"])
    if won < lack.count:
        count = _("%(deals)s, %(n)s of them won") % {"deals": count, "n": f"{won:,}"}
    said = [count, *_money(details["money"]), _months(details)]
    people = ", ".join(_pairs(details))
    return _("%(what)s: %(people)s.") % {"what": ", ".join(said), "people": people}


def _money(told: str) -> Iterator[str]:
    for one in told.split(",") if told else ():
        currency, _colon, amount = one.partition(":")
        yield Money(currency).minor(int(amount))


def _months(details: Mapping[str, str]) -> str:
    first, last = date.fromisoformat(details["first"]), date.fromisoformat(details["last"])
    words = {"first": date_format(first, "F Y"), "last": date_format(last, "F Y")}
    if words["first"] == words["last"]:
        return words["last"]
    if first.year == last.year:
        words["first"] = date_format(first, "F")
    return _("%(first)s to %(last)s") % words


def _pairs(details: Mapping[str, str]) -> Iterator[str]:
    for pair in details["pairs"].split("\n"):
        before, _tab, after = pair.partition("\t")
        yield _("%(before)s to %(after)s") % {"before": before, "after": after}
    if details["more"]:
        yield _("and others")


def labels() -> dict[tuple[Code, str], str]:
    """The words of the choices."""
    return {
        (code, option): label
        for code in (Code.CLOSED_OWNER, Code.KEPT_OWNER)
        for option, label in ((KEEP, _("Keep their owner")), (MOVE, _("Move them to the new owner")))
    }


WORDS = {Code.CLOSED_OWNER: _closed_owner, Code.KEPT_OWNER: _kept_owner}
