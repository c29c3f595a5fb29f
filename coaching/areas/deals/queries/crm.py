"""What the CRM's deals say of a rep: which of them may be taken into coaching, how long they take, what is open."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from coaching.areas.deals.calculations.coverage import Coverage, coverage
from coaching.areas.deals.models import CoachedDeal
from plans.models import Plan
from plans.queries.people import managers_of
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.models import Deal
from salesgym.numbers.queries.attainment import attainment
from salesgym.people.models import User

MOST_OFFERED = 200
YEAR = timedelta(weeks=52)


def to_take(rep: User) -> list[Deal]:
    """The rep's open deals that are not in coaching, the newest first. One query."""
    held = CoachedDeal.objects.in_coaching().filter(rep=rep, deal=OuterRef("pk"))
    deals = Deal.objects.filter(~Exists(held), owner=rep, stage=Deal.Stage.OPEN)
    return list(deals.order_by("-opened_on", "name", "pk")[:MOST_OFFERED])


def pipeline(rep: User, *, on: date) -> tuple[Coverage, int] | None:
    """What is open against what is left of the rep's number, and how many months that number is for.

    None where the rep has no number, nothing is left of it, or no deals are told. Two queries.
    """
    number = attainment([rep.pk], on=on).get(rep.pk)
    part = number.parts[0] if number else None
    if number is None or part is None or part.is_in_ramp or not part.from_deals:
        return None
    left = part.number.amount - (part.won or 0)
    rows = list(
        Deal.objects.filter(owner=rep)
        .exclude(closed_on__lt=on - YEAR)
        .values_list("stage", "amount_minor", "currency")
    )
    if left <= 0 or not rows:
        return None
    open_amounts = [
        to_major(minor, currency)
        for stage, minor, currency in rows
        if stage == Deal.Stage.OPEN and minor is not None and currency == number.currency
    ]
    stages = [stage for stage, _minor, _currency in rows]
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
