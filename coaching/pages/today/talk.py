"""The check-in of today or tomorrow, on Today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import person_url
from coaching.queries.own_talk import OwnTalk
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class TalkNote:
    """One note and its way on."""

    title: str
    text: str
    url: str
    button: str


def talk_note(talk: OwnTalk | None, reader: User, *, at: datetime, zone: ZoneInfo) -> TalkNote | None:
    """What the rep reads of a talk that was due, or is today or tomorrow; None of a later one."""
    if talk is None:
        return None
    planned_on, today = talk.at.astimezone(zone).date(), at.astimezone(zone).date()
    said = {"name": talk.lead, "hour": words.hour(talk.at, zone), "day": words.day(talk.at, zone)}
    if planned_on > today + timedelta(days=1):
        return None
    if planned_on < today:
        title = _("Your check-in with %(name)s was due on %(day)s") % said
        return TalkNote(title, _("Hold it today, or move it."), person_url(reader.pk), _("Open it"))
    title = (
        _("Check-in with %(name)s today at %(hour)s")
        if planned_on == today
        else _("Check-in with %(name)s tomorrow at %(hour)s")
    )
    return TalkNote(
        title % said,
        _("What do you want to talk about? A line now is enough."),
        person_url(reader.pk),
        _("Open it"),
    )
