"""Does helping pay? What the rep reads of it, and the chance from which a plan pays for its managers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.worth.break_even import Span
from plans.queries.helping import Helping, Pays
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.pages.values import Money, Sayers


@dataclass(frozen=True, slots=True)
class HelpingWords:
    """`told` is what the rep reads, "" where it is switched off; `pays` and `worked` are for managers alone."""

    told: str
    pays: str = ""
    worked: Worked | None = None


def words_of(found: Helping | None, say: Sayers) -> HelpingWords | None:
    """None where nothing is said: without figures, or where reps read nothing and nothing is worked out."""
    if found is None:
        return None
    money = say.money_in(found.currency)
    told = _told(found.replacing, money) if found.is_told else ""
    if found.pays is None:
        return HelpingWords(told) if told else None
    pays = _pays(found.pays)
    return HelpingWords(told, pays, _worked(found, found.pays, money)) if told or pays else None


def _told(replacing: Span, money: Money) -> str:
    low, high = money.about(replacing.low), money.about(replacing.high)
    if low == high:
        return _(
            "Finding and training somebody new costs us about %(cost)s. Helping you is worth it to us."
        ) % {"cost": low}
    return _(
        "Finding and training somebody new costs us about %(low)s to %(high)s. Helping you is worth it to us."
    ) % {"low": low, "high": high}


def _pays(pays: Pays) -> str:
    if pays.even.pays_never:
        return _("By these figures the plan costs more than somebody new.")
    if pays.even.one_in is None:
        return ""
    rare, often = pays.even.one_in
    if rare == often:
        return _("Pays if you believe in a 1 in %(one)s chance.") % {"one": rare}
    return _("Pays if you believe in a 1 in %(rare)s to 1 in %(often)s chance.") % {
        "often": often,
        "rare": rare,
    }


def _worked(found: Helping, pays: Pays, money: Money) -> Worked:
    said = {
        "hours": _span(pays.hours),
        "weeks": pays.weeks,
        "rewards": _amounts(pays.rewards, money),
        "cost": _amounts(pays.cost, money),
        "replacing": _amounts(found.replacing, money),
    }
    plan = ngettext(
        "The plan: %(hours)s hours of coaching in %(weeks)s week and rewards of %(rewards)s make %(cost)s. Trainings are not in it.",
        "The plan: %(hours)s hours of coaching in %(weeks)s weeks and rewards of %(rewards)s make %(cost)s. Trainings are not in it.",
        pays.weeks,
    )
    return Worked(
        (
            plan % said,
            _(
                "Somebody new: %(replacing)s, for finding them, the empty weeks and the time until they are up to speed."
            )
            % said,
            _(
                "The plan pays where its chance of success is more than its cost divided by that of somebody new."
            ),
        )
    )


def _span(span: Span) -> str:
    low, high = f"{span.low:,.0f}", f"{span.high:,.0f}"
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def _amounts(span: Span, money: Money) -> str:
    low, high = money.about(span.low), money.about(span.high)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
