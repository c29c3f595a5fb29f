"""A manager's week of check-ins, day by day: a card for each talk, and in the title who is still to see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import CheckInState
from coaching.pages import words as numbers
from coaching.pages.check_ins import words
from coaching.pages.check_ins.card import SEEN, STARTS, Card, Move, Now, card
from coaching.queries.talk_week import Away, WeekTalk
from salesgym.people.models import User

MOST_NAMED = 3
# So many cards of a day stand in the open.
MOST_OPEN = 8
# A next week with more talks is told in numbers.
MOST_TOLD = 12
HALF_HOUR = timedelta(minutes=30)
LATEST = time(18, 30)


@dataclass(frozen=True, slots=True)
class Day:
    """One column. `quiet` are lines of talks that do not take place, `move` brings the one who was due to today."""

    on: date
    is_today: bool
    cards: Sequence[Card]
    rest: Sequence[Card] = ()
    quiet: Sequence[str] = ()
    hint: str = ""
    move: Move | None = None

    @property
    def is_empty(self) -> bool:
        return not self.cards and not self.quiet and not self.hint


@dataclass(frozen=True, slots=True)
class Week:
    """Everything of the week that the page prints."""

    title: str
    span: str
    days: Sequence[Day]
    next_week: str = ""

    @property
    def has_talks(self) -> bool:
        return bool(self.next_week) or any(day.cards or day.quiet for day in self.days)


def week(
    found: Sequence[WeekTalk],
    left_out: Sequence[Away],
    moves: Mapping[int, tuple[date, time]],
    *,
    reader: User,
    monday: date,
    at: datetime,
    zone: ZoneInfo,
) -> Week:
    """The week from this Monday on. `found` and `left_out` are of two weeks; `moves` says for a talk that leave covers,
    by its id, when both are back.
    """
    now = Now(reader, at, zone)
    sunday = monday + timedelta(days=6)
    this = [one for one in found if now.day(one) <= sunday]
    following = [
        one for one in found if now.day(one) > sunday and now.state(one) is not CheckInState.CALLED_OFF
    ]
    return Week(
        title=_title(this, now),
        span=span(monday, monday + timedelta(days=4)),
        days=_days(this, left_out, moves, monday, now),
        next_week=_told(following, now),
    )


def span(first: date, last: date) -> str:
    """26 to 30 October, 30 November to 4 December"""
    if (first.year, first.month) == (last.year, last.month):
        return _("%(first)s to %(last)s") % {"first": first.day, "last": date_format(last, "j F")}
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j F"), "last": date_format(last, "j F")}


def _title(this: Sequence[WeekTalk], now: Now) -> str:
    states = [now.state(one) for one in this]
    due = [one.talk.rep.first_name for one in this if now.state(one) is CheckInState.DUE]
    held = sum(state in SEEN for state in states)
    coming, missed = states.count(CheckInState.PLANNED), states.count(CheckInState.MISSED)
    said = {
        "seen": numbers.counted(held),
        "names": _names(due),
        "coming": numbers.counted_within(coming) if held else numbers.counted(coming),
        "missed": numbers.counted_within(missed) if held else numbers.counted(missed),
    }
    if due:
        return (_("%(seen)s seen, %(names)s still to see") if held else _("%(names)s still to see")) % said
    if coming and held:
        return _("%(seen)s seen, %(coming)s to come") % said
    if coming:
        return ngettext("%(coming)s check-in to come", "%(coming)s check-ins to come", coming) % said
    if missed:
        return (_("%(seen)s seen, %(missed)s missed") if held else _("%(missed)s missed")) % said
    return _("%(seen)s seen, nobody left to see") % said if held else _("No check-ins this week")


def _names(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("and")) if len(names) <= MOST_NAMED else str(len(names))


def _days(
    this: Sequence[WeekTalk],
    left_out: Sequence[Away],
    moves: Mapping[int, tuple[date, time]],
    monday: date,
    now: Now,
) -> list[Day]:
    """Monday to Friday, and days of the weekend on which there is something."""
    first = next((one for one in this if now.state(one) in STARTS), None)
    days = []
    for ahead in range(7):
        on = monday + timedelta(days=ahead)
        talks = [one for one in this if now.day(one) == on]
        gone = [one for one in talks if now.state(one) is CheckInState.CALLED_OFF]
        quiet = [_away_words(one, now) for one in left_out if one.on == on]
        quiet += [_("%(name)s, called off") % {"name": one.talk.rep.first_name} for one in gone]
        if ahead < 5 or talks or quiet:
            cards = [
                card(one, now, moves.get(one.talk.pk), is_first=one is first)
                for one in talks
                if one not in gone
            ]
            days.append(_day(on, cards, quiet, this, now))
    return days


def _day(on: date, cards: Sequence[Card], quiet: Sequence[str], this: Sequence[WeekTalk], now: Now) -> Day:
    hint, move = "", None
    if on == now.today and not cards:
        due = next((one for one in this if now.state(one) is CheckInState.DUE), None)
        hint, move = _nothing_today(due, now)
    return Day(on, on == now.today, cards[:MOST_OPEN], cards[MOST_OPEN:], quiet, hint, move)


def _nothing_today(due: WeekTalk | None, now: Now) -> tuple[str, Move | None]:
    hour = _hour_today(due, now) if due else None
    if due is None or hour is None:
        return _("Nothing planned"), None
    name = due.talk.rep.first_name
    move = Move(_("Move %(name)s to today") % {"name": name}, due.talk.pk, now.today, hour, due.talk.sequence)
    return _("Nothing planned. A good day for %(name)s.") % {"name": name}, move


def _hour_today(due: WeekTalk, now: Now) -> time | None:
    """The hour it was planned for, where that is to come today; else the next half hour of the working day."""
    local, planned = now.at.astimezone(now.zone), due.talk.planned_for.astimezone(now.zone).time()
    if planned > local.time():
        return planned
    soon = local.replace(minute=0, second=0, microsecond=0) + HALF_HOUR
    while soon <= local + HALF_HOUR / 3:
        soon += HALF_HOUR
    return soon.time() if soon.date() == local.date() and soon.time() <= LATEST else None


def _away_words(one: Away, now: Now) -> str:
    if one.is_rep:
        return _("%(name)s is away") % {"name": one.rep.first_name}
    if one.lead.pk == now.reader.pk:
        return _("You are away, so not %(name)s") % {"name": one.rep.first_name}
    return _("%(lead)s is away, so not %(name)s") % {"lead": one.lead.first_name, "name": one.rep.first_name}


def _told(following: Sequence[WeekTalk], now: Now) -> str:
    """Monday Marcus at 10:00 and Lena at 14:00. Tuesday Priya at 9:30."""
    days = sorted({now.day(one) for one in following})
    of = {day: [one for one in following if now.day(one) == day] for day in days}
    if len(following) > MOST_TOLD:
        return _join(
            ngettext("%(day)s %(count)s check-in.", "%(day)s %(count)s check-ins.", len(of[day]))
            % {"day": date_format(day, "l"), "count": len(of[day])}
            for day in days
        )
    return _join(
        _("%(day)s %(talks)s.")
        % {
            "day": date_format(day, "l"),
            "talks": get_text_list([_at_hour(one, now) for one in of[day]], _("and")),
        }
        for day in days
    )


def _at_hour(one: WeekTalk, now: Now) -> str:
    said = {"name": one.talk.rep.first_name, "hour": words.hour(one.talk.planned_for, now.zone)}
    if one.is_first:
        return _("%(name)s at %(hour)s (the first one)") % said
    return _("%(name)s at %(hour)s") % said


def _join(sentences: Iterable[str]) -> str:
    return " ".join(sentences)
