"""What follows where a file of deals leaves some out, or does not say their opened day or amount."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.filtered import COMPLETE, UNKNOWN
from salesgym.numbers.calculations.importing.lacks import Code, Lack


def labels() -> dict[tuple[Code, str], str]:
    """The words of each choice, by code and option."""
    return {
        (Code.NO_LOST, UNKNOWN): _("Lost ones are not in this file"),
        (Code.NO_LOST, COMPLETE): _("None was lost"),
        (Code.NO_WON, UNKNOWN): _("Won ones are not in this file"),
        (Code.NO_WON, COMPLETE): _("None was won"),
        (Code.NO_OPEN, UNKNOWN): _("Open ones are not in this file"),
        (Code.NO_OPEN, COMPLETE): _("None is open"),
        (Code.CLOSED_ONLY_SINCE, UNKNOWN): _("Earlier ones are not in this file"),
        (Code.CLOSED_ONLY_SINCE, COMPLETE): _("None was closed before"),
    }


def _no_lost(lack: Lack) -> tuple[str, str]:
    title = _("No lost deal among %(n)s closed ones") % {"n": _number(lack.details["deals"])}
    return title, _("Losses and win rate stay unknown where lost deals are not in the file.")


def _no_won(lack: Lack) -> tuple[str, str]:
    title = _("No won deal among %(n)s closed ones") % {"n": _number(lack.details["deals"])}
    return title, _("Wins, revenue and win rate stay unknown where won deals are not in the file.")


def _no_open(lack: Lack) -> tuple[str, str]:
    title = _("No open deal among %(n)s") % {"n": _number(lack.details["deals"])}
    return title, _("Opportunities stay unknown where open deals are not in the file.")


def _closed_only_since(lack: Lack) -> tuple[str, str]:
    day = date_format(date.fromisoformat(lack.details["since"]), "j M Y")
    follows = ngettext(
        "%(n)s deal was opened before. Where earlier closings are not in the file, wins, losses, revenue and "
        "opportunities stay unknown for the weeks before that day.",
        "%(n)s deals were opened before. Where earlier closings are not in the file, wins, losses, revenue and "
        "opportunities stay unknown for the weeks before that day.",
        lack.count,
    )
    return _("Nothing was closed before %(day)s") % {"day": day}, follows % {"n": f"{lack.count:,}"}


def _no_opened_day(lack: Lack) -> tuple[str, str]:
    title = ngettext(
        "%(n)s deal without the day it was opened", "%(n)s deals without the day they were opened", lack.count
    )
    follows = _(
        "Closed ones count as wins, losses and revenue. Opportunities and days to close leave them out."
    )
    return title % {"n": f"{lack.count:,}"}, follows


def _no_amount(lack: Lack) -> tuple[str, str]:
    title = ngettext("%(n)s win without an amount", "%(n)s wins without an amount", lack.count)
    follows = _("They count as wins. Revenue and revenue per win leave them out.")
    return title % {"n": f"{lack.count:,}"}, follows


def _number(text: str) -> str:
    return f"{int(text):,}"


WORDS = {
    Code.NO_LOST: _no_lost,
    Code.NO_WON: _no_won,
    Code.NO_OPEN: _no_open,
    Code.CLOSED_ONLY_SINCE: _closed_only_since,
    Code.NO_OPENED_DAY: _no_opened_day,
    Code.NO_AMOUNT: _no_amount,
}
