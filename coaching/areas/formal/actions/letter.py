"""Gives HR's letter of the month, once. It may run any number of times, and twice at once."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions.giving import give, one_after_leave
from coaching.areas.formal.emails.letter import NAME
from coaching.areas.formal.queries import letter
from coaching.areas.formal.queries.switch import AREA
from coaching.queries.digest_due import DigestDue
from salesgym.notices.actions.notice import Item
from salesgym.people.models import AreaSwitch


def plan(*, at: datetime) -> int:
    """Give it to every HR partner for whom the first of the month has come; how many were new. None while the area is off."""
    if not AreaSwitch.is_area_on(AREA):
        return 0
    return give(NAME, one_after_leave(letter.due(at=at)), _item, at)


def _item(due: DigestDue) -> Item:
    return Item(
        to=due.person,
        title=_("Your month"),
        url=reverse("formal:desk"),
        subject_key="letter",
        occurrence=due.occurrence,
        due_at=due.due_at,
    )
