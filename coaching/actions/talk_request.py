"""A rep asks for a talk, and takes it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import TalkRequest
from coaching.pages.check_ins.addresses import person_url
from plans.queries.people import managers_of
from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.people.models import User

ASKED = "coaching.talk_asked"


class NotAsked(Refused):
    """Nobody could answer, or somebody is asked already; the message says which."""


@transaction.atomic
def ask_for_talk(*, rep: User, about: str, at: datetime) -> TalkRequest:
    """Ask the managers of today for a talk about this. Sent twice, it is asked once.

    Raises NotAsked where an earlier request waits, or where nobody manages the rep.
    """
    User.objects.select_for_update(no_key=True).get(pk=rep.pk)
    waiting = TalkRequest.objects.open().filter(rep=rep).first()
    if waiting is not None:
        if waiting.about == about:
            return waiting
        raise NotAsked(_("You have asked for a talk already. Take that back first, or wait for the answer."))
    managers = managers_of(rep)
    if not managers:
        raise NotAsked(
            _("Nobody manages your team today. Ask whoever runs SalesGym for you to name somebody.")
        )
    asked = TalkRequest.objects.create(rep=rep, about=about, asked_at=at)
    notice.give(
        ASKED,
        to=managers,
        title=_("%(name)s asks for a talk") % {"name": rep.first_name},
        url=person_url(rep.pk),
        refs={"request": asked.pk},
        at=at,
    )
    return asked


@transaction.atomic
def take_back_request(*, rep: User, at: datetime) -> bool:
    """Take back what this rep asked for; whether anything waited."""
    return bool(TalkRequest.objects.open().filter(rep=rep).update(settled_at=at))
