"""Days on which somebody of a talk does not work, and the first day after a leave on which both do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coaching.calculations.slots import first_day_together
from coaching.queries.talk_week import WeekTalk
from salesgym.people.models import User
from salesgym.people.queries.calendar import calendars

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOff:
    """Somebody who does not work on a day: they are on leave, or it is a day off of their team."""

    person: User
    is_leave: bool


def days_off(people: Iterable[User], day: date) -> list[DayOff]:
    """Those of these people who do not work on this day. One query."""
    everybody = list(people)
    found = calendars([person.pk for person in everybody], since=day)
    return [
        DayOff(person, found[person.pk].is_away(day))
        for person in everybody
        if not found[person.pk].is_at_work(day)
    ]


def back_together(talks: Sequence[WeekTalk], *, on: date) -> dict[int, date]:
    """By talk that a leave covers the first day after it, from `on` on, on which both sides work. One query, or none."""
    ends = {
        one.talk.pk: max(filter(None, (one.rep_away_until, one.lead_away_until)), default=None)
        for one in talks
    }
    covered = [one.talk for one in talks if ends[one.talk.pk] is not None]
    if not covered:
        return {}
    found = calendars({pk for talk in covered for pk in (talk.rep_id, talk.led_by_id)}, since=on)
    days = {}
    for talk in covered:
        last = ends[talk.pk] or on
        both = [found[talk.rep_id], found[talk.led_by_id]]
        if day := first_day_together(max(last + ONE_DAY, on), both):
            days[talk.pk] = day
    return days
