"""Days, hours and amounts of a deal in words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.areas.deals.models import CoachedDeal
from salesgym.numbers.pages.values import Sayers

AN_HOUR = 60


def amount(deal: CoachedDeal, say: Sayers) -> str:
    """$9,200, in the deal's own currency; "" where it has no amount, or zero, as many a CRM says of what was lost."""
    known = deal.known
    minor, currency = (known.amount_minor, known.currency) if known else (deal.amount_minor, deal.currency)
    return in_currency(minor, currency, say)


def in_currency(minor: int | None, currency: str, say: Sayers) -> str:
    return say.money_in(currency).minor(minor) if minor else ""


def name(deal: CoachedDeal) -> str:
    """As the CRM calls it today, or as it was when it was taken."""
    return (deal.known.name if deal.known else "") or deal.name


def when(moment: datetime, *, at: datetime) -> str:
    """today at 10:00, tomorrow at 9:30, Tuesday 3 November at 11:00: for whoever reads the page."""
    local = localtime(moment)
    said = {"day": near(local.date(), on=localtime(at).date()), "hour": date_format(local, "G:i")}
    return _("%(day)s at %(hour)s") % said


def near(day: date, *, on: date) -> str:
    """today, yesterday, tomorrow, or Tuesday 3 November."""
    if day == on:
        return _("today")
    if day == on - timedelta(days=1):
        return _("yesterday")
    return _("tomorrow") if day == on + timedelta(days=1) else date_format(day, "l j F")


def short_time(minutes: int) -> str:
    """45 min, 2 h, 2 h 40 min"""
    hours, rest = divmod(minutes, AN_HOUR)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def days(count: int) -> str:
    """one day, 31 days"""
    return ngettext("one day", "%(count)s days", count) % {"count": count}


def open_for(count: int) -> str:
    """open for 6 days"""
    if not count:
        return _("opened today")
    return ngettext("open for one day", "open for %(count)s days", count) % {"count": count}


def age(opened_on: date | None, on: date) -> str:
    """open for 6 days; of a deal whose first day nobody wrote down, that it has none"""
    return _("no opening day yet") if opened_on is None else open_for(max((on - opened_on).days, 0))


def decided(result: str, closed_on: date, opened_on: date | None) -> str:
    """Won on 27 October, in 31 days; lost on 27 October, after 31 days."""
    said = {"day": date_format(closed_on, "j F")}
    is_won = result == CoachedDeal.Result.WON
    if opened_on is None:
        return _("Won on %(day)s") % said if is_won else _("Lost on %(day)s") % said
    said["days"] = days(max((closed_on - opened_on).days, 0))
    if is_won:
        return _("Won on %(day)s, in %(days)s") % said
    return _("Lost on %(day)s, after %(days)s") % said


def in_a_row(parts: Sequence[str]) -> str:
    """Those that say something, one after another: $9,200, open for 6 days"""
    return ", ".join(filter(None, parts))
