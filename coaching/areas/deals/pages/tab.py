"""The tab Deals of a person: three deals at most, the help given, and what is open against the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.calculations.coverage import Coverage
from coaching.areas.deals.calculations.stage import Stage
from coaching.areas.deals.models import MOST_DEALS, CoachedDeal
from coaching.areas.deals.pages import words
from coaching.areas.deals.pages.coverage import coverage_words
from coaching.areas.deals.pages.deal import Card, card
from coaching.areas.deals.queries.minutes import Help
from coaching.areas.deals.queries.tab import DealFacts
from plans.calculations.timeline.sales_cycle import Cycle
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.pages.person import TabKind
from salesgym.people.permissions import Reading

DEALS = "deals"
# What is to be prepared comes first, what is decided last.
ORDER = tuple(Stage)
_ABOUT = gettext_lazy("Three to prepare, to call on together, to learn from")
TAB = TabKind(
    DEALS,
    gettext_lazy("Deals"),
    gettext_lazy("My deals"),
    "deals:person_deals",
    {Reading.PARTY: _ABOUT, Reading.MENTOR: _ABOUT},
    area="deals",
)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole tab. `usual`, `help` and `pipeline` are "" where there is nothing to say."""

    lead: str
    usual: str
    help: str
    helpers: Sequence[tuple[str, str]]
    pipeline: str
    cards: Sequence[Card]
    earlier: Sequence[tuple[str, str]]
    has_room: bool
    empty: str


def page(
    facts: Sequence[DealFacts],
    earlier: Sequence[CoachedDeal],
    *,
    rep: User,
    reader: User,
    cycle: Cycle | None,
    helped: Sequence[Help],
    pipeline: tuple[Coverage, int] | None,
    say: Sayers,
    at: datetime,
) -> Page:
    """`pipeline` is given for those who may read it, see `queries.crm.pipeline`."""
    is_own = rep.pk == reader.pk
    usual = _usual(cycle, rep, is_own=is_own)
    cards = [card(one, reader=reader, rep=rep, usual=usual, cycle=cycle, say=say, at=at) for one in facts]
    return Page(
        lead=_lead(len(facts)),
        usual=usual,
        help=_help(helped, at),
        helpers=[_helper(one) for one in helped],
        pipeline=coverage_words(*pipeline, say) if pipeline else "",
        cards=sorted(cards, key=lambda one: ORDER.index(one.stage)),
        earlier=[(words.name(one), _ended(one, say)) for one in earlier],
        has_room=len(facts) < MOST_DEALS,
        empty=_empty(rep, is_own=is_own),
    )


def _lead(count: int) -> str:
    if count >= MOST_DEALS:
        return _("Three deals to try the one thing on. Three is the most at a time.")
    if count == MOST_DEALS - 1:
        return _("Two deals to try the one thing on. There is room for one more.")
    return _("One deal to try the one thing on. There is room for two more.") if count else ""


def _empty(rep: User, *, is_own: bool) -> str:
    if is_own:
        return _("Take up to three open deals: prepare the next step, call together, keep what you learn.")
    return _("Take up to three open deals of %(name)s: prepare, call together, keep what you both learn.") % {
        "name": rep.first_name
    }


def _usual(cycle: Cycle | None, rep: User, *, is_own: bool) -> str:
    """Marcus's deals usually take 38 days. Of deals that mostly run on, only that they take longer is known."""
    if cycle is None:
        return ""
    count = round(cycle.days)
    said = {"name": rep.first_name, "days": words.days(count)}
    if cycle.is_at_least and is_own:
        return _("Your deals usually take more than %(days)s.") % said
    if cycle.is_at_least:
        return _("%(name)s's deals usually take more than %(days)s.") % said
    if is_own:
        return _("Your deals usually take %(days)s.") % said
    return _("%(name)s's deals usually take %(days)s.") % said


def _help(helped: Sequence[Help], at: datetime) -> str:
    """2 h 40 min of help given in October, of 4 h planned"""
    planned, given = sum(one.planned for one in helped), sum(one.given for one in helped)
    said = {"given": words.short_time(given), "planned": words.short_time(planned)}
    said["month"] = date_format(localtime(at), "F")
    if not planned and not given:
        return ""
    if not given:
        return _("%(planned)s of help planned in %(month)s") % said
    if planned <= given:
        return _("%(given)s of help given in %(month)s") % said
    return _("%(given)s of help given in %(month)s, of %(planned)s planned") % said


def _helper(one: Help) -> tuple[str, str]:
    said = {"given": words.short_time(one.given), "planned": words.short_time(one.planned)}
    return one.person.name, _("%(given)s given, %(planned)s planned") % said


def _ended(deal: CoachedDeal, say: Sayers) -> str:
    """Won on 27 October, in 31 days. They named the budget first."""
    said = words.in_a_row([words.amount(deal, say), _result(deal)])
    return _("%(said)s. %(lesson)s") % {"said": said, "lesson": deal.lesson} if deal.lesson else said


def _result(deal: CoachedDeal) -> str:
    if deal.closed_on is not None:
        return words.decided(deal.result, deal.closed_on, deal.opened_on)
    if deal.follows_crm and deal.is_taken_out:
        return _("Taken out of the numbers")
    return _("Its result was taken back with an import") if deal.follows_crm else _("Set aside")
