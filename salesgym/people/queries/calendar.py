"""Each person's working calendar, from their time zone, team, holidays and leave."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from salesgym.people.calculations import calendar
from salesgym.people.calculations.calendar import DaysAway, WorkingCalendar
from salesgym.people.models import Holiday, Leave, Membership, Organization, User


class Place(NamedTuple):
    """The team a person is in, and the days it works."""

    team_id: int | None
    work_days: str


NOWHERE = Place(None, "")


def calendars(person_ids: Collection[int], *, since: date) -> dict[int, WorkingCalendar]:
    """The calendars of these people from this day on, by id; five queries for any number of people."""
    organization = Organization.objects.current()
    places = _places(person_ids, on=since)
    holidays = _holidays({place.team_id for place in places.values()}, since=since)
    away = _away(person_ids, since=since)
    found = {}
    for person in User.objects.filter(pk__in=person_ids).only("time_zone"):
        place = places.get(person.pk, NOWHERE)
        found[person.pk] = WorkingCalendar(
            zone=person.zone,
            work_days=frozenset(map(int, place.work_days or organization.work_days)),
            holidays=holidays[None] | holidays[place.team_id],
            away=tuple(away[person.pk]),
        )
    return found


def work_days_of(person_id: int, *, on: date) -> frozenset[int]:
    """The weekdays on which this person's team works, the organization's without a team; Monday is 1."""
    place = _places([person_id], on=on).get(person_id, NOWHERE)
    return frozenset(map(int, place.work_days or Organization.objects.current().work_days))


def next_allowed_many(moments: Sequence[tuple[int, datetime]]) -> list[datetime]:
    """For each (person id, moment): that moment, or 8:00 on the person's next working morning; in order."""
    if not moments:
        return []
    since = min(at for _person, at in moments).date() - timedelta(days=1)
    found = calendars({person_id for person_id, _at in moments}, since=since)
    return [
        calendar.next_allowed(found[person_id], at) if person_id in found else at for person_id, at in moments
    ]


def working_days_between(person_id: int, starts_on: date, ends_on: date) -> int:
    """How many of this person's working days lie between these dates, both included. Leave counts."""
    return calendar.working_days_between(_one(person_id, since=starts_on), starts_on, ends_on)


def moved_by_working_days(person_id: int, days: Sequence[date], working_days: int) -> list[date]:
    """Each of these days moved by this many of the person's working days."""
    if not days:
        return []
    found = _one(person_id, since=min(days))
    return [calendar.moved(found, day, working_days) for day in days]


def _one(person_id: int, *, since: date) -> WorkingCalendar:
    return calendars([person_id], since=since)[person_id]


def _places(person_ids: Collection[int], *, on: date) -> dict[int, Place]:
    rows = (
        Membership.objects.filter(person__in=person_ids)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .order_by("-starts_on")
        .values_list("person", "team", "team__work_days")
    )
    # Of a current and a future membership the current one counts: rows come latest first, the last wins.
    return {person: Place(team, work_days) for person, team, work_days in rows}


def _holidays(team_ids: Collection[int | None], *, since: date) -> defaultdict[int | None, frozenset[date]]:
    found: defaultdict[int | None, frozenset[date]] = defaultdict(frozenset)
    named = [team for team in team_ids if team is not None]
    rows = Holiday.objects.filter(Q(team=None) | Q(team__in=named), day__gte=since)
    for team, day in rows.values_list("team", "day"):
        found[team] |= {day}
    return found


def _away(person_ids: Collection[int], *, since: date) -> defaultdict[int, list[DaysAway]]:
    found: defaultdict[int, list[DaysAway]] = defaultdict(list)
    rows = Leave.objects.filter(person__in=person_ids, ends_on__gte=since)
    for person, starts_on, ends_on in rows.values_list("person", "starts_on", "ends_on"):
        found[person].append(DaysAway(starts_on, ends_on))
    return found
