"""The one thing that a check-in asks of a rep on Today: a yes to the last one, or a topic for the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.pages.check_ins import words
from coaching.queries.own_talk import OwnTalk
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class TalkNote:
    """One note and its way on. `waits`: the rep's yes is missing."""

    title: str
    text: str
    url: str
    button: str
    waits: bool = False


def talk_note(talk: OwnTalk | None, reader: User, *, at: datetime, zone: ZoneInfo) -> TalkNote | None:
    """What the rep reads of a talk that waits for their yes, has begun, was due, or is today or tomorrow; None of a later one."""
    if talk is None:
        return None
    url = reverse("coaching:check_in", args=[reader.pk, talk.pk])
    planned_on, today = talk.at.astimezone(zone).date(), at.astimezone(zone).date()
    said = {
        "name": talk.lead,
        "hour": words.hour(talk.at, zone),
        "day": words.day(talk.at, zone),
        "weekday": date_format(planned_on, "l"),
    }
    if talk.waits:
        return TalkNote(
            _("Is this what you and %(name)s agreed on %(weekday)s?") % said,
            _("Read what was written down, and say yes. It counts once both of you have."),
            url,
            _("Read and confirm"),
            waits=True,
        )
    if talk.has_begun:
        title = _("Your check-in with %(name)s has begun") % said
        return TalkNote(title, _("What you agree stands on one page for both of you."), url, _("Open it"))
    if planned_on > today + timedelta(days=1):
        return None
    if planned_on < today:
        title = _("Your check-in with %(name)s was due on %(day)s") % said
        return TalkNote(title, _("Hold it today, or move it."), url, _("Open it"))
    title = (
        _("Check-in with %(name)s today at %(hour)s")
        if planned_on == today
        else _("Check-in with %(name)s tomorrow at %(hour)s")
    )
    text = _("What do you want to talk about? A line now is enough.")
    return TalkNote(title % said, text, f"{url}#topics", _("Add a topic"))
