"""What is open against what is left of a rep's number, in a few sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.areas.deals.calculations.coverage import Coverage
from coaching.areas.deals.pages import words
from salesgym.numbers.calculations.money.attainment import QUARTER
from salesgym.numbers.pages.values import Sayers


def coverage_words(found: Coverage, months: int, say: Sayers) -> str:
    """What is open, what is left, how many deals that takes at the rep's usual share of wins, and what does not count."""
    said = {
        "open": say.money.about(found.open_amount),
        "left": say.money.about(found.left),
        "deals": ngettext("one open deal", "%(count)s open deals", found.open_deals)
        % {"count": found.open_deals},
    }
    start = (_of_quarter(found) if months == QUARTER else _of_month(found)) % said
    return " ".join(filter(None, (start, _sizes(found, say), _needed(found), _left_out(found))))


def _of_quarter(found: Coverage) -> str:
    if found.open_deals:
        return _("%(open)s in %(deals)s, %(left)s of this quarter's number is left.")
    if found.left_out:
        return _("%(left)s of this quarter's number is left, and no open deal counts toward it.")
    return _("%(left)s of this quarter's number is left, and no deal is open.")


def _of_month(found: Coverage) -> str:
    if found.open_deals:
        return _("%(open)s in %(deals)s, %(left)s of this month's number is left.")
    if found.left_out:
        return _("%(left)s of this month's number is left, and no open deal counts toward it.")
    return _("%(left)s of this month's number is left, and no deal is open.")


def _sizes(found: Coverage, say: Sayers) -> str:
    """How deals count that have no amount."""
    count = found.at_usual_win
    if not count:
        return ""
    said = {"count": count, "size": say.money.about(found.year.usual_win or 0)}
    if count == found.open_deals:
        return _("Without an amount each counts with %(size)s, the average of a year's wins.") % said
    return (
        ngettext(
            "One has no amount and counts with %(size)s, the average of a year's wins.",
            "%(count)s have no amount and count with %(size)s each, the average of a year's wins.",
            count,
        )
        % said
    )


def _needed(found: Coverage) -> str:
    """How many deals the rest takes at the rep's usual share of wins; "" where that is not known."""
    if found.needed is None:
        return ""
    said: dict[str, object] = {
        "won": found.year.won,
        "decided": found.year.decided,
        "count": found.more_deals,
    }
    if not found.more_deals:
        return _("With %(won)s of %(decided)s won in a year, that is enough on average.") % said
    if found.open_deals:
        said["more"] = (
            ngettext("one more opportunity", "%(count)s more opportunities", found.more_deals) % said
        )
    else:
        said["more"] = ngettext("one opportunity", "%(count)s opportunities", found.more_deals) % said
    return _("With %(won)s of %(decided)s won in a year, it takes about %(more)s on average.") % said


def _left_out(found: Coverage) -> str:
    """Left out: 57 open for more than 137 days, longer than any deal of a year took, and 55 without an opening day."""
    out, days = found.left_out, words.days(found.year.longest or 0)
    told = [
        (
            out.stale,
            ngettext(
                "%(count)s open for more than %(days)s, longer than any decided in a year took",
                "%(count)s open for more than %(days)s, longer than any decided in a year took",
                out.stale,
            ),
        ),
        (
            out.undated,
            ngettext("%(count)s without an opening day", "%(count)s without an opening day", out.undated),
        ),
        (
            out.without_amount,
            ngettext("%(count)s without an amount", "%(count)s without an amount", out.without_amount),
        ),
        (
            out.foreign,
            ngettext("%(count)s in another currency", "%(count)s in another currency", out.foreign),
        ),
    ]
    parts = [text % {"count": count, "days": days} for count, text in told if count]
    return _("Left out: %(deals)s.") % {"deals": "; ".join(parts)} if parts else ""
