"""How often a manager and a rep talk: set, changed and ended."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions import planning
from coaching.models import CheckInKind, Rhythm
from salesgym.errors import Refused
from salesgym.people.models import User

# Within so many days a rhythm begins: nobody sees further ahead.
BEGINS_WITHIN = timedelta(days=92)


class RhythmRefused(Refused):
    """These days cannot be a rhythm; the message says why."""


@transaction.atomic
def set_rhythm(
    *, rep: User, by: User, weeks: int, first_on: date, hour: time, minutes: int = 20, at: datetime
) -> Rhythm:
    """Let `by` and the rep talk every so many weeks from this day on, at this hour of `by`'s zone.

    The rhythm before ends, and its coming talks go with it but those that were moved by hand. One that says the same
    changes nothing. The talks of the next two weeks are planned at once.
    """
    rep = User.objects.select_for_update(no_key=True).get(pk=rep.pk)
    _refuse_bad_days(first_on, today=at.astimezone(by.zone).date())
    before = _running(rep)
    wanted = Rhythm(
        rep=rep,
        kind=CheckInKind.LINE,
        led_by=by,
        weeks=weeks,
        first_on=first_on,
        hour=hour,
        zone=by.time_zone,
        minutes=minutes,
        set_by=by,
        set_at=at,
    )
    if before is not None and _says_the_same(before, wanted):
        return before
    if before is not None:
        _end(before, by=by, is_replaced=True, at=at)
    wanted.save(force_insert=True)
    planning.plan_rhythms([wanted.pk], at=at)
    return wanted


@transaction.atomic
def end_rhythm(*, rep: User, by: User, at: datetime) -> None:
    """Plan no more talks for this rep. Coming ones are called off, but those that were moved by hand."""
    rep = User.objects.select_for_update(no_key=True).get(pk=rep.pk)
    running = _running(rep)
    if running is not None:
        _end(running, by=by, is_replaced=False, at=at)


def _running(rep: User) -> Rhythm | None:
    return Rhythm.objects.running().filter(rep=rep, kind=CheckInKind.LINE).select_for_update().first()


def _end(rhythm: Rhythm, *, by: User, is_replaced: bool, at: datetime) -> None:
    rhythm.ended_at = at
    rhythm.save(update_fields=["ended_at"])
    planning.call_off_rest(rhythm, by=by, is_replaced=is_replaced, at=at)


def _says_the_same(before: Rhythm, wanted: Rhythm) -> bool:
    names = ("weeks", "hour", "zone", "minutes", "led_by_id")
    is_alike = all(getattr(before, name) == getattr(wanted, name) for name in names)
    return is_alike and before.days(since=wanted.first_on, until=wanted.first_on) == [wanted.first_on]


def _refuse_bad_days(first_on: date, *, today: date) -> None:
    if first_on < today:
        raise RhythmRefused(_("This day has passed. Begin today or later."))
    if first_on > today + BEGINS_WITHIN:
        raise RhythmRefused(_("Begin within three months."))
