"""The plans worth starting first, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Skill
from plans.pages.focus_picture import amount_words, shows_words
from plans.queries.first_plans import FirstPlan, FirstPlans
from plans.queries.money_gap import MoneyGap
from salesgym.numbers.pages.sure import not_yet
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Worth:
    """One plan: for whom, the number against the middle of the role, the money with its range, whether it would show."""

    rep: User
    skill: Skill
    number: str
    money: str
    shows: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The plans, the best first; `why_not` says what is missing where there is none."""

    plans: tuple[Worth, ...]
    why_not: str


def offered(found: FirstPlans, say: Sayers) -> Offered:
    """What the board offers while no plan is there."""
    if not found.plans:
        return Offered((), _why_not(found))
    return Offered(tuple(_worth(one, say) for one in found.plans), "")


def _why_not(found: FirstPlans) -> str:
    if found.why_not is None:
        return _("Nobody lies below the middle of their role.")
    return _("The numbers name nobody first. %(missing)s") % {"missing": not_yet(found.why_not)}


def _worth(one: FirstPlan, say: Sayers) -> Worth:
    metric = one.candidate.skill.metric
    said = {
        "metric": metric.name,
        "own": say(metric).round(one.candidate.own),
        "middle": say(metric).round(one.candidate.middle),
    }
    return Worth(
        one.rep,
        one.candidate.skill,
        _("%(metric)s %(own)s, the middle of the role %(middle)s.") % said,
        _money(one, one.gap, say),
        shows_words(one.candidate),
    )


def _money(one: FirstPlan, gap: MoneyGap, say: Sayers) -> str:
    """What lies in it, with its range. Who stands low in their weeks stands higher as a rule: then both are said."""
    said = {"money": amount_words(one.candidate, gap, say.money)}
    if one.low is None or one.high is None:
        return _("About %(money)s a quarter lies between them.") % said
    said |= {"low": say.money.about(one.low), "high": say.money.about(one.high)}
    if one.candidate.money > one.high:
        return (
            _(
                "About %(money)s a quarter lies between them as counted; 4 times in 5 it is %(low)s to %(high)s, since low weeks recover in part unaided."
            )
            % said
        )
    return _("About %(money)s a quarter lies between them, 4 times in 5 %(low)s to %(high)s.") % said
