"""What a rep's last plan hands on to the next draft."""

from plans.models import Plan
from salesgym.people.models import User


def last_plan(rep: User) -> Plan | None:
    """The plan of this rep that closed last, with its outcome and the focus agreed in it; None before the first.

    Drafts that were discarded do not count: nobody has agreed on anything in them.
    """
    ended = Plan.objects.filter(
        rep=rep,
        status=Plan.Status.CLOSED,
        proposed_at__isnull=False,
        skill__isnull=False,
        outcome__isnull=False,
    )
    return ended.select_related("rep", "skill", "outcome__next_skill").order_by("-closed_at", "-pk").first()
