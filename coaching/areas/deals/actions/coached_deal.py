"""A deal is taken into coaching, and leaves it with its result."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.areas.deals.models import MOST_DEALS, CoachedDeal
from salesgym.errors import Refused
from salesgym.numbers.models import Deal
from salesgym.people.models import User


class ThreeAlready(Refused):
    """Three deals of this rep are in coaching."""


class NotToTake(Refused):
    """This deal is in coaching already, is decided, or belongs to somebody else by now."""


class OutAlready(Refused):
    """The deal has left coaching."""


class NotDecided(Refused):
    """The CRM said how the deal ended, and no longer does."""


@dataclass(frozen=True, slots=True)
class TypedDeal:
    """A deal that no CRM has."""

    name: str
    amount_minor: int | None
    currency: str
    opened_on: date | None


@transaction.atomic
def take(*, rep: User, by: User, deal: Deal | TypedDeal, at: datetime) -> CoachedDeal:
    """Take a deal of this rep into coaching; the same typed deal once. Raises ThreeAlready or NotToTake."""
    _lock(rep)
    held = CoachedDeal.objects.in_coaching().filter(rep=rep)
    known = held.filter(is_typed=True, **asdict(deal)).first() if isinstance(deal, TypedDeal) else None
    if known is not None:
        return known
    taken = set(held.values_list("slot", flat=True))
    slot = next((number for number in range(1, MOST_DEALS + 1) if number not in taken), None)
    if slot is None:
        raise ThreeAlready(_("Three deals are in coaching already. Close one of them and take the next."))
    if isinstance(deal, Deal):
        deal = _still_to_take(rep, deal)
    is_typed = isinstance(deal, TypedDeal)
    return CoachedDeal.objects.create(
        rep=rep,
        deal=None if isinstance(deal, TypedDeal) else deal,
        source_id=None if isinstance(deal, TypedDeal) else deal.source_id,
        external_id="" if isinstance(deal, TypedDeal) else deal.external_id,
        is_typed=is_typed,
        name=deal.name or _("Deal without a name"),
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        opened_on=deal.opened_on,
        slot=slot,
        taken_by=by,
        taken_at=at,
    )


@transaction.atomic
def close(
    *, coached: CoachedDeal, by: User, result: str, closed_on: date | None, lesson: str, at: datetime
) -> CoachedDeal:
    """The deal leaves coaching with this result. What the CRM says of a decided deal comes before what was typed.

    What it was at the end (name, amount) is kept with it; a result of the CRM follows it from then on. Raises OutAlready,
    and NotDecided without a result.
    """
    _lock(coached.rep)
    coached = CoachedDeal.objects.select_related("deal", "rep").get(pk=coached.pk)
    if not coached.is_in_coaching:
        raise OutAlready(_("This deal has left coaching already, in another window or by somebody else."))
    known = coached.known
    if known is not None:
        coached.name, coached.opened_on = known.name or coached.name, known.opened_on
        coached.amount_minor, coached.currency = known.amount_minor, known.currency
        if known.closed_on is not None:
            result, closed_on, coached.follows_crm = known.stage, known.closed_on, True
    if not result:
        raise NotDecided(
            _("The CRM no longer says how this deal ended. Look at the page again, and say it there.")
        )
    coached.result = result
    coached.closed_on = None if result == CoachedDeal.Result.SET_ASIDE else closed_on
    coached.lesson, coached.slot = lesson, None
    coached.ended_by, coached.ended_at = by, at
    coached.save()
    return coached


def _lock(rep: User) -> None:
    """One at a time for each rep: two windows that take a deal at once would find the same place free."""
    User.objects.select_for_update(no_key=True).get(pk=rep.pk)


def _still_to_take(rep: User, deal: Deal) -> Deal:
    """The deal as it is stored now, where it is open and still the rep's own."""
    now = Deal.objects.filter(pk=deal.pk, owner=rep, stage=Deal.Stage.OPEN).first()
    if now is None:
        raise NotToTake(_("This deal is no longer an open deal of this person. Choose another one."))
    if CoachedDeal.objects.in_coaching().filter(rep=rep, deal=now).exists():
        raise NotToTake(_("This deal is in coaching already. Choose another one."))
    return now
