"""What either side wants to talk about next time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import CheckInKind, Topic
from salesgym.errors import Refused
from salesgym.people.models import User

MOST_WAITING = 12


class AgendaFull(Refused):
    """So many topics wait that no talk holds them all."""


class TalkedAbout(Refused):
    """The topic was talked about, so it stays with its talk."""


@transaction.atomic
def add(*, rep: User, kind: CheckInKind, by: User, text: str, at: datetime) -> Topic:
    """Put a line on the agenda of the next talk. The same line twice is one; AgendaFull from `MOST_WAITING` on."""
    User.objects.select_for_update().only("pk").get(pk=rep.pk)
    waiting = Topic.objects.open().filter(rep=rep, kind=kind)
    known = waiting.filter(added_by=by, text=text).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_WAITING:
        raise AgendaFull(_("Twelve topics wait already. Talk about some of them first, or remove one."))
    return Topic.objects.create(rep=rep, kind=kind, added_by=by, text=text, added_at=at)


@transaction.atomic
def remove(*, topic: Topic) -> None:
    """Take it off the agenda again. A second time changes nothing; TalkedAbout once a talk took it up."""
    found = Topic.objects.select_for_update(of=("self",)).filter(pk=topic.pk).first()
    if found is None:
        return
    if found.talked_in_id is not None:
        raise TalkedAbout(_("You talked about this, so it stays with that check-in."))
    found.delete()
