"""Each person's working calendar, from their time zone, team, holidays and leave."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, CharField, DateField, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from salesgym.compiled import compiled
from salesgym.people.calculations import calendar
from salesgym.people.calculations.calendar import DaysAway, WorkingCalendar
from salesgym.people.models import Holiday, Leave, Membership, Organization, User

# What a row of the query has nothing of.
NOBODY, NO_DAY, NO_TEXT = Value(None, BigIntegerField()), Value(None, DateField()), Value(None, CharField())


def calendars(person_ids: Collection[int], *, since: date) -> dict[int, WorkingCalendar]:
    """The calendars of these people from this day on, by id; one query for any number of people.

    In its rows a holiday is one without a person, a leave one without a zone; all others are places of people.
    """
    places, holidays, away = [], defaultdict(set), defaultdict(list)
    for person, team, first, last, zone, days in _told(tuple(person_ids), since=since) if person_ids else ():
        if person is None:
            holidays[team].add(first)
        elif zone is None:
            away[person].append(DaysAway(first, last))
        else:
            places.append((person, team, first, zone, days))
    # Of a current and a future team the current one counts: the latest comes first, and the last one stays.
    places.sort(key=lambda place: place[2] or date.min, reverse=True)
    days_off = {team: frozenset(holidays[None] | holidays[team]) for team in {place[1] for place in places}}
    return {
        person: WorkingCalendar(
            zone=ZoneInfo(zone),
            work_days=frozenset(map(int, days)),
            holidays=days_off[team],
            away=tuple(away[person]),
        )
        for person, team, _since, zone, days in places
    }


@compiled
def _told(person_ids: tuple[int, ...], *, since: date) -> QuerySet[Any, Any]:
    """Person, team, first and last day, zone and work days: where people are, their leave, and the days off of teams."""
    places = _places(person_ids, since=since)
    leaves = Leave.objects.filter(person__in=person_ids, ends_on__gte=since)
    teams = Membership.objects.filter(_running("", since), person__in=person_ids).values("team")
    holidays = Holiday.objects.filter(Q(team=None) | Q(team__in=teams), day__gte=since)
    return places.values_list("pk", "team", "begun", NO_DAY, "time_zone", "days").union(
        leaves.values_list("person", NOBODY, "starts_on", "ends_on", NO_TEXT, NO_TEXT),
        holidays.values_list(NOBODY, "team", "day", NO_DAY, NO_TEXT, NO_TEXT),
        all=True,
    )


def _places(person_ids: Collection[int], *, since: date) -> QuerySet[Any, Any]:
    """These people, once for each team they are in from this day on, and once without any.

    `team` is it, `begun` since when, and `days` are those on which it works: the organization's without any of its own.
    """
    usual = Organization.objects.setting("work_days")
    place = FilteredRelation("memberships", condition=_running("memberships__", since))
    people = User.objects.filter(pk__in=person_ids).annotate(place=place)
    return people.annotate(
        team=F("place__team"),
        begun=F("place__starts_on"),
        days=Coalesce(NullIf(F("place__team__work_days"), Value("")), usual),
    )


def _running(prefix: str, since: date) -> Q:
    """Memberships that do not end before this day."""
    return Q((f"{prefix}ends_on", None)) | Q((f"{prefix}ends_on__gte", since))


def work_days_of(person_id: int, *, on: date) -> frozenset[int]:
    """The weekdays on which this person's team works, the organization's without a team; Monday is 1."""
    rows = _places([person_id], since=on).order_by("begun").values_list("days", flat=True)
    return frozenset(map(int, rows[0]))


def next_allowed_many(moments: Sequence[tuple[int, datetime]]) -> list[datetime]:
    """For each (person id, moment): that moment, or 8:00 on the person's next working morning; in order."""
    if not moments:
        return []
    since = min(at for _person, at in moments).date() - timedelta(days=1)
    found = calendars({person_id for person_id, _at in moments}, since=since)
    return [
        calendar.next_allowed(found[person_id], at) if person_id in found else at for person_id, at in moments
    ]


def next_working_day(person_id: int, at: datetime, *, hour: time) -> datetime:
    """This hour of the person's next day at work after the day of `at`, where they live. One query."""
    since = at.date() - timedelta(days=1)
    return calendar.next_working_day(_one(person_id, since=since), at, hour)


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
