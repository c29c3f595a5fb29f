"""A check-in as an invitation that calendars understand (RFC 5545): sent, moved and taken out again."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from coaching.models import CheckIn
from coaching.pages.check_ins.addresses import talk_url
from salesgym.kinds import Attachment
from salesgym.notices.emails import absolute
from salesgym.people.models import User

PRODUCT = "-//SalesGym//Check-ins//EN"
MODERN = "2.0"


def invitation(talk: CheckIn, *, at: datetime, is_out: bool = False) -> Attachment:
    """The talk as it stands: a request, or a cancellation where it was called off or `is_out`, the reader's no more.

    The same UID each time and a SEQUENCE that grows, so that calendars move what they have. It names the two people and
    the time, and nothing that is talked about.
    """
    is_out = is_out or talk.called_off_at is not None
    method = "CANCEL" if is_out else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", MODERN)
    calendar.add("method", method)
    calendar.add_component(_event(talk, at=at, is_out=is_out))
    text = calendar.to_ical().decode()
    return Attachment("check-in.ics", text, f"text/calendar; method={method}")


def _event(talk: CheckIn, *, at: datetime, is_out: bool) -> Event:
    event = Event()
    host = urlsplit(absolute("")).hostname or "localhost"
    said = {"rep": talk.rep.first_name, "lead": talk.led_by.first_name}
    event.add("uid", f"check-in-{talk.pk}@{host}")
    event.add("sequence", talk.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", talk.planned_for)
    event.add("dtend", talk.planned_for + timedelta(minutes=talk.minutes))
    event.add("summary", _("Check-in: %(rep)s and %(lead)s") % said)
    event.add("status", "CANCELLED" if is_out else "CONFIRMED")
    event.add("url", absolute(talk_url(talk)))
    # The installation invites, as a calendar takes no invitation from its own person.
    event["organizer"] = _address(settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"), "SalesGym")
    for person in (talk.rep, talk.led_by):
        event.add("attendee", _attendee(person), encode=False)
    return event


def _attendee(person: User) -> vCalAddress:
    address = _address(person.email, person.name)
    address.params["rsvp"] = vText("FALSE")
    address.params["partstat"] = vText("ACCEPTED")
    return address


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address
