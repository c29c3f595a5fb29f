"""Notes about a check-in that only their writer reads."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coaching.models import CheckIn, CheckInKind, PrivateNote
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
    """Note something for the next check-in with this rep, of today or ahead, below what is noted there; without one, for
    the last.

    The same line twice is one. Raises NoTalk where the two have none, and NoteIsFull. The caller has asked whether
    `by` manages the rep.
    """
    talk = _talk_for(rep, by, at=at)
    if talk is None:
        raise NoTalk(_("There is no check-in with %(name)s yet. Plan one first.") % {"name": rep.first_name})
    known = PrivateNote.objects.of(by).filter(check_in=talk).first()
    lines = known.text.splitlines() if known else []
    if text.splitlines() == lines[-len(text.splitlines()) :]:
        return talk
    whole = "\n".join([*lines, text])
    if len(whole) > LONGEST_NOTE:
        raise NoteIsFull(_("Your note for that check-in is full. Make it shorter on its page."))
    save(talk=talk, by=by, text=whole, at=at)
    return talk


@transaction.atomic
def carry(rep_ids: Collection[int], *, at: datetime) -> None:
    """Take what was noted for check-ins of these reps that were called off to the next one, of today or ahead.

    It waits where there is none yet, and passes one by whose note has no room for it. One query where nothing waits.
    """
    waits = PrivateNote.objects.filter(
        check_in__kind=CheckInKind.LINE, check_in__called_off_at__isnull=False, check_in__rep__in=rep_ids
    )
    notes = list(waits.select_related("check_in", "author").order_by("check_in__planned_for", "pk"))
    ahead = list(_ahead(rep_ids, at=at)) if notes else []
    for note in notes:
        begins = day_begins(note.author, at)
        talks = (talk for talk in ahead if talk.rep_id == note.check_in.rep_id)
        any(_move(note, talk) for talk in talks if talk.planned_for >= begins)


def day_begins(person: User, at: datetime) -> datetime:
    """When the day of this moment began for this person: what was planned before it is no talk to come."""
    return at.astimezone(person.zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _ahead(rep_ids: Collection[int], *, at: datetime) -> QuerySet[CheckIn]:
    """The check-ins of these reps that may still take place, the soonest first."""
    return CheckIn.objects.line().to_come(at).filter(rep__in=rep_ids).order_by("planned_for", "pk")


def _talk_for(rep: User, by: User, *, at: datetime) -> CheckIn | None:
    """The one with which a note of this moment goes, locked: nobody calls it off before the note is there."""
    ahead = _ahead([rep.pk], at=at).filter(planned_for__gte=day_begins(by, at))
    last = CheckIn.objects.line().talks().standing().filter(rep=rep).order_by("-planned_for", "-pk")
    locked = (talks.select_for_update(of=("self",), no_key=True) for talks in (ahead, last))
    return next((talk for talk in (talks.first() for talks in locked) if talk is not None), None)


def _move(note: PrivateNote, talk: CheckIn) -> bool:
    """Whether the note found room at this talk, below what its author noted there."""
    there = PrivateNote.objects.filter(check_in=talk, author=note.author).first()
    if there is None:
        note.check_in = talk
        note.save(update_fields=["check_in"])
        return True
    whole = f"{there.text}\n{note.text}"
    if len(whole) > LONGEST_NOTE:
        return False
    there.text, there.saved_at = whole, max(there.saved_at, note.saved_at)
    there.save(update_fields=["text", "saved_at"])
    note.delete()
    return True
