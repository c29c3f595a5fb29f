"""A deal is taken out of the numbers by a person, and put back; its owner's weeks are counted again at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.actions import deal_values
from salesgym.numbers.actions.imports import taking_in
from salesgym.numbers.models import Deal, TimeOut
from salesgym.people.models import User


class WhileImporting(Refused):
    """Numbers are written at this moment by an import, an undo or a recount, which would miss this deal's change."""


@transaction.atomic
def take_out(*, deal_id: int, why: str, by: User, at: datetime) -> bool:
    """Take this deal out of the numbers for this reason; False where it is out already. Raises WhileImporting."""
    deal = _lock(deal_id)
    if deal.taken_out_at is not None:
        return False
    _lock_numbers()
    deal.taken_out_at, deal.taken_out_by, deal.taken_out_why = at, by, why
    deal.save(update_fields=["taken_out_at", "taken_out_by", "taken_out_why"])
    _count_again(deal, by=by, at=at)
    return True


@transaction.atomic
def put_back(*, deal_id: int, by: User, at: datetime) -> bool:
    """Put this deal back as it was stored, however it was taken out; False where it counts already.

    Raises WhileImporting.
    """
    deal = _lock(deal_id)
    if deal.taken_out_at is None:
        return False
    _lock_numbers()
    TimeOut.objects.create(
        deal=deal,
        out_at=deal.taken_out_at,
        out_by_id=deal.taken_out_by_id,
        out_why=deal.taken_out_why,
        out_with_id=deal.taken_out_with_id,
        back_at=at,
        back_by=by,
    )
    deal.taken_out_at = deal.taken_out_by = deal.taken_out_with = None
    deal.taken_out_why = ""
    deal.save(update_fields=["taken_out_at", "taken_out_by", "taken_out_why", "taken_out_with"])
    _count_again(deal, by=by, at=at)
    return True


def _lock(deal_id: int) -> Deal:
    """The deal as it is stored now. A second click waits here, and then finds what the first one did."""
    return Deal.everything.select_for_update(of=["self"]).select_related("source").get(pk=deal_id)


def _lock_numbers() -> None:
    """Keep imports, undos and recounts out until this transaction ends, without waiting: one may take minutes."""
    if not taking_in.try_to_lock_numbers():
        raise WhileImporting(
            _("Numbers are being imported, undone or counted again right now. Try again in a few minutes.")
        )


def _count_again(deal: Deal, *, by: User, at: datetime) -> None:
    deal_values.count_owners_again(rep_ids={deal.owner_id}, source=deal.source, by=by, at=at)
