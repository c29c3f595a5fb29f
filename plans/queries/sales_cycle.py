"""How long a rep's deals usually take, by their own deals of two years."""

from datetime import date, timedelta

from plans.calculations.timeline.sales_cycle import Cycle, TimedDeal, usual_cycle
from salesgym.errors import Refused
from salesgym.numbers.models import Deal

DEALS_OF_WEEKS = 104
MOST_DEALS = 1000


def cycle_of(rep_id: int, *, on: date) -> tuple[Cycle | None, int]:
    """The usual cycle, and how many of those deals are open; None and 0 where they are too few. One query."""
    deals = list(
        Deal.objects.filter(owner=rep_id, opened_on__range=(on - timedelta(weeks=DEALS_OF_WEEKS), on))
        .order_by("-opened_on")
        .values_list("opened_on", "closed_on")[:MOST_DEALS]
    )
    took = [
        TimedDeal(((closed or on) - opened).days, closed is not None) for opened, closed in deals if opened
    ]
    try:
        return usual_cycle(took), sum(not one.is_closed for one in took)
    except Refused:
        return None, 0
