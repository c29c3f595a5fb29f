"""One deal in coaching, or one of its calls, for the person who asks: None where it does not exist for them."""

from dataclasses import dataclass

from coaching.areas.deals.models import CoachedDeal, JointCall
from coaching.queries import person
from salesgym.people.models import User
from salesgym.people.permissions import Reading


@dataclass(frozen=True, slots=True)
class SeenDeal:
    """A deal with its rep and the deal of the CRM, and as what the reader reads about the rep."""

    deal: CoachedDeal
    reading: Reading
    is_own: bool


def deal(user: User, pk: int) -> SeenDeal | None:
    """Two queries at most."""
    seen = CoachedDeal.objects.visible_to(user).select_related("deal").filter(pk=pk).first()
    rep = person.find(user, seen.rep_id) if seen else None
    if seen is None or rep is None:
        return None
    seen.rep = rep.person
    return SeenDeal(seen, rep.reading, rep.is_own)


def call(user: User, pk: int) -> tuple[JointCall, SeenDeal] | None:
    """The joint call with its helper, and its deal as the reader sees it."""
    one = JointCall.objects.select_related("helper").filter(pk=pk).first()
    seen = deal(user, one.deal_id) if one else None
    return (one, seen) if one and seen else None
