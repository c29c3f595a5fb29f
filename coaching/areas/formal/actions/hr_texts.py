"""An HR partner confirms the texts of formal plans, and switches the area on and off."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.queries.switch import AREA, may_be_on
from salesgym.errors import Refused
from salesgym.people.models import AreaSwitch, User


class NotConfirmed(Refused):
    """Nobody of HR has confirmed the texts, and they may bind."""


def confirm(*, texts: Mapping[str, object], by: User, at: datetime) -> HrTexts:
    """Keep these texts with the name of who confirmed them; agreements carry them from now on."""
    return HrTexts.objects.create(**texts, confirmed_by=by, confirmed_at=at)


@transaction.atomic
def switch_on() -> None:
    """Offer formal plans. Raises NotConfirmed before the texts are confirmed; the database refuses it too."""
    if not may_be_on():
        raise NotConfirmed(_("Confirm the texts first: they stand in every formal plan and may bind you."))
    _switch(is_on=True)


def switch_off() -> None:
    """Offer no formal plans any more. What was written is kept."""
    _switch(is_on=False)


def _switch(*, is_on: bool) -> None:
    AreaSwitch.objects.update_or_create(name=AREA, defaults={"is_on": is_on})
