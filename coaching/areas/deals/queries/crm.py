"""What the CRM's deals say of a rep: which of them may be taken into coaching, how long they take, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from coaching.areas.deals.calculations.coverage import Coverage, coverage
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
    """How long a rep's deals usually take, None where they are too few; and stage, amount in minor units and currency of
    those that are open or were closed within a year.
    """

    cycle: Cycle | None
    told: Sequence[tuple[str, int | None, str]]


def to_take(rep: User) -> list[Deal]:
    """The rep's open deals that are not in coaching, the newest first. One query."""
    held = CoachedDeal.objects.in_coaching().filter(rep=rep, deal=OuterRef("pk"))
    deals = Deal.objects.filter(~Exists(held), owner=rep, stage=Deal.Stage.OPEN)
    return list(deals.order_by("-opened_on", "name", "pk")[:MOST_OFFERED])


def own_deals(rep: User, *, on: date) -> OwnDeals:
    """The rep's deals of two years, and all that are open. One query."""
    lately = Q(closed_on=None) | Q(closed_on__gte=on - YEAR)
    rows = list(
        Deal.objects.filter(counted(on) | lately, owner=rep)
        .annotate(is_counted=counted(on), is_told=lately)
        .order_by(F("opened_on").desc(nulls_last=True))
        .values_list("opened_on", "closed_on", "is_counted", "is_told", "stage", "amount_minor", "currency")
    )
    timed = [(opened_on, closed_on) for opened_on, closed_on, is_counted, *_rest in rows if is_counted]
    return OwnDeals(cycle_from(timed, on=on)[0], [row[-3:] for row in rows if row[3]])


def pipeline(rep: User, deals: OwnDeals, *, on: date) -> tuple[Coverage, int] | None:
    """What is open against what is left of the rep's number, and how many months that number is for.

    None where the rep has no number, nothing is left of it, or no deals are told. One query.
    """
    number = attainment([rep.pk], on=on).get(rep.pk)
    part = number.parts[0] if number else None
    if number is None or part is None or part.is_in_ramp or not part.from_deals:
        return None
    left = part.number.amount - (part.won or 0)
    if left <= 0 or not deals.told:
        return None
    open_amounts = [
        to_major(minor, currency)
        for stage, minor, currency in deals.told
        if stage == Deal.Stage.OPEN and minor is not None and currency == number.currency
    ]
    stages = [stage for stage, _minor, _currency in deals.told]
    won, lost = stages.count(Deal.Stage.WON), stages.count(Deal.Stage.LOST)
    return (
        coverage(open_amounts=open_amounts, left=left, won=won, decided=won + lost),
        part.number.period.months,
    )


def helpers_of(rep: User) -> list[User]:
    """Who may join a call of this rep today: the mentor of the open plan first, then the managers. Three queries."""
    plan = (
        Plan.objects.open().exclude(status=Plan.Status.DRAFT).filter(rep=rep).select_related("mentor").first()
    )
    around = [*([plan.mentor] if plan and plan.mentor else []), *managers_of(rep)]
    return list({one.pk: one for one in around}.values())
