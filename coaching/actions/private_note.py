"""Notes about a check-in that only their writer reads."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import CheckIn, PrivateNote
from coaching.models.check_in_said import LONGEST_NOTE
from salesgym.errors import Refused
from salesgym.people.models import User


class NoTalk(Refused):
    """The two have no check-in with which a note could go."""


class NoteIsFull(Refused):
    """The note of that check-in has no room for so many more words."""


@transaction.atomic
def save(*, talk: CheckIn, by: User, text: str, at: datetime) -> None:
    """Keep this text in place of what was there; without text the note goes. Possible at any time, also later."""
    if not text:
        PrivateNote.objects.filter(check_in=talk, author=by).delete()
        return
    PrivateNote.objects.update_or_create(check_in=talk, author=by, defaults={"text": text, "saved_at": at})


@transaction.atomic
def add(*, rep: User, by: User, text: str, at: datetime) -> CheckIn:
    """Note something for the next check-in with this rep, below what is noted there; without one, for the last.

    The same line twice is one. Raises NoTalk where the two have none, and NoteIsFull. The caller has asked whether
    `by` manages the rep.
    """
    talks = CheckIn.objects.line().talks().standing().filter(rep=rep)
    coming = CheckIn.objects.line().to_come(at).filter(rep=rep)
    found = coming.order_by("planned_for", "pk").first() or talks.order_by("-planned_for", "-pk").first()
    if found is None:
        raise NoTalk(_("There is no check-in with %(name)s yet. Plan one first.") % {"name": rep.first_name})
    talk = CheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    known = PrivateNote.objects.of(by).filter(check_in=talk).first()
    lines = known.text.splitlines() if known else []
    if text.splitlines() == lines[-len(text.splitlines()) :]:
        return talk
    whole = "\n".join([*lines, text])
    if len(whole) > LONGEST_NOTE:
        raise NoteIsFull(_("Your note for that check-in is full. Make it shorter on its page."))
    save(talk=talk, by=by, text=whole, at=at)
    return talk
