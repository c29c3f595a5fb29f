"""Each person's working calendar, from their time zone, team, holidays and leave."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from salesgym.people.calculations import calendar
from salesgym.people.calculations.calendar import DaysAway, WorkingCalendar
from salesgym.people.models import Holiday, Leave, Membership, Organization, User


def calendars(person_ids: Collection[int], *, since: date) -> dict[int, WorkingCalendar]:
    """The calendars of these people from this day on, by id; one query for any number of people."""
    holidays = Holiday.objects.filter(Q(team=None) | Q(team=OuterRef("team_now")), day__gte=since)
    leaves = Leave.objects.filter(person=OuterRef("pk"), ends_on__gte=since)
    people = User.objects.filter(pk__in=person_ids).annotate(
        team_now=Subquery(_memberships(on=since).values("team")[:1]),
        work_days=_work_days(on=since),
        holidays=ArraySubquery(holidays.values("day")),
        away=ArraySubquery(leaves.values(row=JSONObject(starts_on="starts_on", ends_on="ends_on"))),
    )
    return {person.pk: _calendar(person, vars(person)) for person in people.only("time_zone")}


def _calendar(person: User, annotated: Mapping[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(
        zone=person.zone,
        work_days=frozenset(map(int, annotated["work_days"])),
        holidays=frozenset(annotated["holidays"]),
        away=tuple(
            DaysAway(date.fromisoformat(leave["starts_on"]), date.fromisoformat(leave["ends_on"]))
            for leave in annotated["away"]
        ),
    )


def work_days_of(person_id: int, *, on: date) -> frozenset[int]:
    """The weekdays on which this person's team works, the organization's without a team; Monday is 1."""
    days = User.objects.filter(pk=person_id).values_list(_work_days(on=on), flat=True)
    return frozenset(map(int, days.get()))


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


def _work_days(*, on: date) -> Coalesce:
    """For annotations of people: the days on which their team works, the organization's without any."""
    of_team = Subquery(_memberships(on=on).values("team__work_days")[:1])
    return Coalesce(NullIf(of_team, Value("")), Organization.objects.setting("work_days"))


def _memberships(*, on: date) -> QuerySet[Membership]:
    """Of a person in the query around this one. Of a current and a future membership the current one comes first."""
    running = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person=OuterRef("pk"))
    return running.order_by("starts_on")
