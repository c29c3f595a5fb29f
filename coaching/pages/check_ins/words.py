"""When a check-in is, and what happened to it, as each side reads it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from coaching.models import CheckIn
from salesgym.people.models import User


def hour(at: datetime, zone: ZoneInfo) -> str:
    """9:30"""
    return time_format(at.astimezone(zone), "G:i")


def day(at: datetime, zone: ZoneInfo) -> str:
    """Monday 9 November"""
    return date_format(at.astimezone(zone), "l j F")


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Monday 9 November at 9:30"""
    return _("%(day)s at %(hour)s") % {"day": day(at, zone), "hour": hour(at, zone)}


def other(talk: CheckIn, reader: User) -> str:
    """The first name of the other side."""
    return (talk.led_by if reader.pk == talk.rep_id else talk.rep).first_name


def planned(talk: CheckIn, reader: User) -> str:
    """Check-in with Dana on Monday 9 November at 9:30"""
    said = {"name": other(talk, reader), "moment": moment(talk.planned_for, reader.zone)}
    return _("Check-in with %(name)s on %(moment)s") % said


def moved(talk: CheckIn, reader: User, by: User) -> str:
    """Dana moved your check-in to Monday 9 November at 9:30"""
    said = {"name": by.first_name, "moment": moment(talk.planned_for, reader.zone)}
    return _("%(name)s moved your check-in to %(moment)s") % said


def called_off(talk: CheckIn, reader: User, by: User) -> str:
    """Dana called off your check-in of Monday 9 November at 9:30"""
    said = {"name": by.first_name, "moment": moment(talk.planned_for, reader.zone)}
    return _("%(name)s called off your check-in of %(moment)s") % said


def missed(talk: CheckIn, reader: User) -> str:
    """The check-in with Dana of Monday 9 November was missed"""
    said = {"name": other(talk, reader), "day": day(talk.planned_for, reader.zone)}
    return _("The check-in with %(name)s of %(day)s was missed") % said


def near(talk: CheckIn, reader: User, at: datetime) -> str:
    """Check-in with Dana tomorrow at 9:30; today, or on its day, where the mail goes out later or earlier."""
    planned_on, today = (one.astimezone(reader.zone).date() for one in (talk.planned_for, at))
    said = {"name": other(talk, reader), "hour": hour(talk.planned_for, reader.zone)}
    if planned_on == today:
        return _("Check-in with %(name)s today at %(hour)s") % said
    if planned_on - today == timedelta(days=1):
        return _("Check-in with %(name)s tomorrow at %(hour)s") % said
    return planned(talk, reader)


def noted(talk: CheckIn, reader: User, at: datetime) -> str:
    """Noted for the check-in on Monday 9 November at 9:30. Only you read it. Where none is ahead: with which one it stands."""
    planned_on, today = (one.astimezone(reader.zone).date() for one in (talk.planned_for, at))
    if planned_on < today:
        text = _("None is planned, so it stands with the check-in of %(day)s. Only you read it.")
        return text % {"day": day(talk.planned_for, reader.zone)}
    text = _("Noted for the check-in on %(moment)s. Only you read it.")
    return text % {"moment": moment(talk.planned_for, reader.zone)}


def waits(*, has_note: bool) -> str:
    """What becomes of a check-in that was called off: its agenda, and the reader's own note, if there is one."""
    if has_note:
        return _("Called off. What was on its agenda and your note wait for the next one.")
    return _("Called off. What was on its agenda waits for the next one.")


def left_out(typed: time, at: datetime, zone: ZoneInfo) -> str:
    """Why a talk begins at another hour than was typed; "" where it does not."""
    if at.astimezone(zone).time().replace(second=0, microsecond=0) == typed.replace(second=0, microsecond=0):
        return ""
    return _("Clocks go forward that night and leave %(typed)s out, so it is at %(hour)s.") % {
        "typed": time_format(typed, "G:i"),
        "hour": hour(at, zone),
    }


def day_off(person: User, reader: User, *, is_leave: bool) -> str:
    """Who does not work on the day that was chosen: said, and left to both."""
    is_own = person.pk == reader.pk
    said = {"name": person.first_name}
    if is_leave:
        return _("You are away that day.") if is_own else _("%(name)s is away that day.") % said
    return _("That is a day off for you.") if is_own else _("That is a day off for %(name)s.") % said
