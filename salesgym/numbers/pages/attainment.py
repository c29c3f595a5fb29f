"""A rep's number (quota) in words: what is in and how much time is left, without a judgment of the pace."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.money.attainment import QUARTER, Part, TimeLeft, days_past_ramp
from salesgym.numbers.pages.values import Money
from salesgym.numbers.queries.attainment import Attainment


@dataclass(frozen=True, slots=True)
class AttainmentWords:
    """A rep's attainment in words: `short` for a row of many, `line` for a sentence about the first period.

    `lines` has such a sentence for each period, `sums` how they were worked out, `notes` what was left out.
    """

    short: str
    line: str
    lines: list[str]
    sums: list[tuple[str, str]]
    notes: list[str]


def in_words(attainment: Attainment) -> AttainmentWords:
    """Everything that pages and mails print about a rep's attainment."""
    parts, currency = attainment.parts, attainment.currency
    lines = [line(part, currency) for part in parts]
    return AttainmentWords(
        short=short(parts[0]),
        line=lines[0],
        lines=lines,
        sums=[row for part in parts for row in sums(part, currency)],
        notes=notes(parts[0], currency),
    )


def short(part: Part) -> str:
    """For a narrow cell, where a share of a quarter would read as time: 82% of quota"""
    if part.is_in_ramp:
        return _in_ramp(part)
    if part.unknown_to:
        return (
            _("At least %(percent)s%% of quota") % {"percent": part.percent}
            if part.percent
            else _("Not known")
        )
    if part.percent is None:
        return _("No deals in yet")
    return _("%(percent)s%% of quota") % {"percent": part.percent}


def phrase(part: Part, currency: str) -> str:
    """Without the time: 82% of this quarter's number"""
    if part.is_in_ramp:
        return _in_ramp(part)
    if part.unknown_to:
        return _at_least(part) % {"percent": part.percent}
    if part.percent is None:
        return _none_yet(part) % {"currency": currency}
    if _is_quarter(part):
        return _("%(percent)s%% of this quarter's number") % {"percent": part.percent}
    return _("%(percent)s%% of this month's number") % {"percent": part.percent}


def line(part: Part, currency: str) -> str:
    """82% of this quarter's number with 5 weeks left"""
    details = {"phrase": phrase(part, currency), "left": time_left(part.left)}
    if part.is_in_ramp:
        return details["phrase"]
    if part.percent is None or (part.unknown_to and not part.percent):
        return _("%(phrase)s, %(left)s") % details
    return _("%(phrase)s with %(left)s") % details


def _at_least(part: Part) -> str:
    """Where a part of the period is unknown: no less than this is in, and nothing is said of nothing."""
    if not part.percent:
        return _("Not known this quarter") if _is_quarter(part) else _("Not known this month")
    if _is_quarter(part):
        return _("At least %(percent)s%% of this quarter's number")
    return _("At least %(percent)s%% of this month's number")


def _none_yet(part: Part) -> str:
    if part.other_currencies:
        return _("No deals in %(currency)s in yet")
    return _("No deals in yet this quarter") if _is_quarter(part) else _("No deals in yet this month")


def time_left(left: TimeLeft) -> str:
    """5 weeks left, 3 days left"""
    if left.weeks:
        return ngettext("%(weeks)s week left", "%(weeks)s weeks left", left.weeks) % {"weeks": left.weeks}
    if left.days:
        return ngettext("%(days)s day left", "%(days)s days left", left.days) % {"days": left.days}
    return _("no work days left")


def sums(part: Part, currency: str) -> list[tuple[str, str]]:
    """The rows of the sum: the number, what the ramp takes out of it, what is in, the share."""
    number, money = part.number, Money(currency)
    rows = [(_named(part), money.whole(number.quota))]
    if number.ramp_ends_on:
        rows.append((_past_ramp(part), money.whole(number.amount)))
    if part.is_in_ramp:
        return rows
    rows.append((_in(part), _("none yet") if part.won is None else money.whole(part.won)))
    if part.percent is not None:
        share = _("At least") if part.unknown_to else _("Share of the number, rounded down")
        rows.append((share, f"{part.percent}%"))
    return rows


def notes(part: Part, currency: str) -> list[str]:
    """What the sum leaves out."""
    sentences = [
        ngettext(
            "%(deals)s won deal in %(other)s is left out: the number is in %(currency)s.",
            "%(deals)s won deals in %(other)s are left out: the number is in %(currency)s.",
            deals,
        )
        % {"deals": deals, "other": other, "currency": currency}
        for other, deals in sorted(part.other_currencies.items())
    ]
    if part.without_amount:
        sentences.append(
            ngettext(
                "%(deals)s won deal has no amount yet and is left out.",
                "%(deals)s won deals have no amount yet and are left out.",
                part.without_amount,
            )
            % {"deals": part.without_amount}
        )
    if part.unknown_to:
        said = _("Deals that closed up to %(day)s are in no file, so more may be in.")
        if not part.from_deals:
            said = _("The revenue of some weeks up to %(day)s is not known, so more may be in.")
        sentences.append(said % {"day": _day(part.unknown_to)})
    if not part.from_deals:
        sentences.append(_("Weeks that lie in the period as a whole count."))
    return sentences


def _is_quarter(part: Part) -> bool:
    return part.number.period.months == QUARTER


def _in_ramp(part: Part) -> str:
    ends_on = part.number.ramp_ends_on
    return _("In ramp until %(day)s") % {"day": date_format(ends_on, "j M")} if ends_on else ""


def _named(part: Part) -> str:
    details = {"from": _day(part.number.period.starts_on), "to": _day(part.number.period.ends_on)}
    if part.number.is_own:
        return _("Own number, %(from)s to %(to)s") % details
    return _("Number of the job role, %(from)s to %(to)s") % details


def _past_ramp(part: Part) -> str:
    number = part.number
    return _("Past the ramp, which ends %(day)s: %(days)s of %(all)s days") % {
        "day": _day(number.ramp_ends_on) if number.ramp_ends_on else "",
        "days": days_past_ramp(number.period, number.ramp_ends_on),
        "all": number.period.days,
    }


def _in(part: Part) -> str:
    if not part.from_deals:
        return _("In: revenue by week")
    return ngettext("In: %(deals)s deal won", "In: %(deals)s deals won", part.deals) % {"deals": part.deals}


def _day(day: date) -> str:
    return date_format(day, "j M")
