"""Gives HR's letter of the month, once. It may run any number of times, and twice at once."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.actions.giving import give, one_after_leave
from coaching.areas.formal.emails.letter import NAME
from coaching.areas.formal.queries import letter
from coaching.areas.formal.queries.switch import AREA
from coaching.queries.digest_due import DigestDue
from coaching.queries.made_up import planned_until
from salesgym.notices.actions import heartbeat
from salesgym.notices.actions.notice import Item
from salesgym.notices.models import Heartbeat
from salesgym.people.models import AreaSwitch


def plan(*, at: datetime) -> int:
    """Give it to every HR partner for whom the first of the month has come; how many were new. None while the area is off."""
    since = planned_until(Heartbeat.Part.LETTERS, at=at)
    is_on = AreaSwitch.is_area_on(AREA)
    given = give(NAME, one_after_leave(letter.due(since=since, at=at)), _item, at) if is_on else 0
    # Also while the area is off: what was not given then is not made up for.
    heartbeat.record(part=Heartbeat.Part.LETTERS, at=at)
    return given


def _item(due: DigestDue) -> Item:
    return Item(
        to=due.person,
        title=_("Your month"),
        url=reverse("formal:desk"),
        subject_key="letter",
        occurrence=due.occurrence,
        due_at=due.due_at,
        not_after=due.next_at,
    )
