"""What the CRM's deals say of a rep: which of them may be taken into coaching, how long they take, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q

from coaching.areas.deals.calculations.coverage import Coverage, OpenDeal, Year, coverage
from coaching.areas.deals.models import CoachedDeal
from plans.calculations.timeline.sales_cycle import Cycle
from plans.models import Plan
from plans.queries.people import managers_of
from plans.queries.sales_cycle import counted, cycle_from
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.models import Deal
from salesgym.numbers.queries.attainment import attainment
from salesgym.people.models import User

MOST_OFFERED = 200
YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class OwnDeals:
    """How long a rep's deals usually take, None where they are too few; and those that are open or were closed within a
    year.
    """

    cycle: Cycle | None
    told: Sequence[Deal]


def to_take(rep: User) -> list[Deal]:
    """The rep's open deals that are not in coaching, the newest first, those without an opening day last. One query."""
    held = CoachedDeal.objects.in_coaching().filter(rep=rep, deal=OuterRef("pk"))
    deals = Deal.objects.filter(~Exists(held), owner=rep, stage=Deal.Stage.OPEN)
    return list(deals.order_by(F("opened_on").desc(nulls_last=True), "name", "external_id")[:MOST_OFFERED])


def own_deals(rep: User, *, on: date) -> OwnDeals:
    """The rep's deals of two years, and all that are open. One query."""
    lately = Q(closed_on=None) | Q(closed_on__gte=on - YEAR)
    rows = list(
        Deal.objects.filter(counted(on) | lately, owner=rep)
        .annotate(is_counted=counted(on), is_told=lately)
        .order_by(F("opened_on").desc(nulls_last=True))
        .only("opened_on", "closed_on", "stage", "amount_minor", "currency")
    )
    timed = [(one.opened_on, one.closed_on) for one in rows if vars(one)["is_counted"]]
    return OwnDeals(cycle_from(timed, on=on)[0], [one for one in rows if vars(one)["is_told"]])


def pipeline(rep: User, deals: OwnDeals, *, on: date) -> tuple[Coverage, int] | None:
    """What is open against what is left of the rep's number, and how many months that number is for.

    None where the rep has no number, nothing is left of it, no deals are told, or not all that was won is known. One
    query.
    """
    number = attainment([rep.pk], on=on).get(rep.pk)
    part = number.parts[0] if number else None
    if number is None or part is None or part.is_in_ramp or not part.from_deals or part.unknown_to:
        return None
    left = part.number.amount - (part.won or 0)
    if left <= 0 or not deals.told:
        return None
    open_deals = [
        OpenDeal(
            # As in Deal.HAS_AMOUNT a zero says nothing.
            to_major(one.amount_minor, one.currency) if one.amount_minor else None,
            None if one.opened_on is None else (on - one.opened_on).days,
            is_foreign=one.currency != number.currency,
        )
        for one in deals.told
        if one.stage == Deal.Stage.OPEN
    ]
    found = coverage(open_deals, left=left, year=_year(deals.told, number.currency))
    return found, part.number.period.months


def _year(deals: Sequence[Deal], currency: str) -> Year:
    """What became of these deals of a year; wins in another currency say nothing of how large one is."""
    decided = [one for one in deals if one.closed_on is not None]
    won = [one for one in decided if one.stage == Deal.Stage.WON]
    sizes = [
        to_major(one.amount_minor, currency) for one in won if one.amount_minor and one.currency == currency
    ]
    took = [(one.closed_on - one.opened_on).days for one in decided if one.closed_on and one.opened_on]
    usual_win = sum(sizes, Decimal(0)) / len(sizes) if sizes else None
    return Year(len(won), len(decided), usual_win, max(took, default=None))


def helpers_of(rep: User) -> list[User]:
    """Who may join a call of this rep today: the mentor of the open plan first, then the managers. Three queries."""
    plan = (
        Plan.objects.open().exclude(status=Plan.Status.DRAFT).filter(rep=rep).select_related("mentor").first()
    )
    around = [*([plan.mentor] if plan and plan.mentor else []), *managers_of(rep)]
    return list({one.pk: one for one in around}.values())
