"""How long a rep's deals usually take, by their own deals of two years."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from plans.calculations.timeline.sales_cycle import Cycle, TimedDeal, usual_cycle
from salesgym.errors import Refused
from salesgym.numbers.models import Deal

DEALS_OF_WEEKS = 104
MOST_DEALS = 1000


def cycle_of(rep_id: int, *, on: date) -> tuple[Cycle | None, int]:
    """The usual cycle, and how many of those deals are open; None and 0 where they are too few. One query."""
    deals = Deal.objects.filter(counted(on), owner=rep_id).order_by("-opened_on")
    return cycle_from(deals.values_list("opened_on", "closed_on")[:MOST_DEALS], on=on)


def counted(on: date) -> Q:
    """The deals of which the usual cycle is known on this day."""
    return Q(opened_on__range=(on - timedelta(weeks=DEALS_OF_WEEKS), on))


def cycle_from(deals: Iterable[tuple[date | None, date | None]], *, on: date) -> tuple[Cycle | None, int]:
    """The same of deals that were asked for before, as the days on which they were opened and closed, the newest first."""
    took = [
        TimedDeal(((closed or on) - opened).days, closed is not None) for opened, closed in deals if opened
    ]
    try:
        return usual_cycle(took[:MOST_DEALS]), sum(not one.is_closed for one in took[:MOST_DEALS])
    except Refused:
        return None, 0
