"""Stores remarks on a deal in coaching. One that is sent twice is stored once."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.areas.deals.actions.coached_deal import OutAlready
from coaching.areas.deals.models import CoachedDeal, Remark
from salesgym.errors import Refused
from salesgym.people.models import User


class SentDifferently(Refused):
    """A remark with this client id is stored already, with another text."""


@transaction.atomic
def add(*, coached: CoachedDeal, by: User, body: str, client_id: uuid.UUID, at: datetime) -> Remark:
    """Store a remark. Raises OutAlready once the deal has left coaching, and SentDifferently."""
    coached = CoachedDeal.objects.select_for_update().get(pk=coached.pk)
    known = Remark.objects.filter(deal=coached, author=by, client_id=client_id).first()
    if known is not None:
        if known.body != body:
            raise SentDifferently(_("This remark is stored already, with other words. Send it once more."))
        return known
    if not coached.is_in_coaching:
        raise OutAlready(_("This deal has left coaching and takes no remarks. What you typed stands here."))
    return Remark.objects.create(deal=coached, author=by, body=body, client_id=client_id, created_at=at)
