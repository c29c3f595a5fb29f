"""The weekly digests: whose moment has come. It is the person's own: day and hour, where they live."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from coaching.queries import told
from plans.models import Plan
from salesgym.people.models import Management, User

# A time zone, a weekday and an hour.
Chosen = tuple[str, int, int]
# What the keys of digests say besides kind, week and person.
KEY = "digest"
ROLES = ("rep", "mentor", "manager")
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DigestDue:
    """One digest to send: to whom, at which moment, of which week or month, and when the next one is due."""

    person: User
    due_at: datetime
    occurrence: str
    next_at: datetime


def kind_of(role: str) -> str:
    """The kind of notice that the digest of this role is."""
    return f"coaching.{role}_digest"


def due(role: str, *, since: datetime, at: datetime) -> Iterator[DigestDue]:
    """Everybody of this role, once for each of their weekly moments from `since` on until now whose mail is not written.

    There are several after nothing planned for weeks: the last may be sent, the others are past their time. Moments are
    worked out once for all who chose the same one: two queries, and one more for each week.
    """
    people = _people(role)
    for occurrence, times in _times(people, since=since, at=at).items():
        unwritten = told.unwritten(people, kind_of(role), KEY, ":", occurrence).filter(_chose(times))
        fields = unwritten.only("email", "name", "time_zone", "digest_weekday", "digest_hour", "is_active")
        for person in fields.iterator():
            moment, next_at = times[person.time_zone, person.digest_weekday, person.digest_hour]
            yield DigestDue(person, moment, occurrence, next_at)


def _times(
    people: QuerySet[User], *, since: datetime, at: datetime
) -> Mapping[str, dict[Chosen, tuple[datetime, datetime]]]:
    """By week: the moments of these people that have come, and when each is due next, by what they chose. One query."""
    found: dict[str, dict[Chosen, tuple[datetime, datetime]]] = defaultdict(dict)
    chosen = people.order_by().values_list("time_zone", "digest_weekday", "digest_hour").distinct()
    for zone, weekday, hour in chosen:
        here = ZoneInfo(zone)
        moment = last_moment(zone, weekday, hour, at=at)
        while moment >= since:
            local = moment.astimezone(here).date()
            year, week, _day = local.isocalendar()
            next_at = _instant(local + timedelta(days=DAYS_A_WEEK), hour, here)
            found[f"{year}-W{week:02}"][zone, weekday, hour] = moment, next_at
            moment = _instant(local - timedelta(days=DAYS_A_WEEK), hour, here)
    return found


def _chose(times: Iterable[Chosen]) -> Q:
    """People who chose one of these times."""
    zones: dict[tuple[int, int], list[str]] = defaultdict(list)
    for zone, weekday, hour in times:
        zones[weekday, hour].append(zone)
    chose = Q(pk=None)
    for (weekday, hour), names in zones.items():
        chose |= Q(digest_weekday=weekday, digest_hour=hour, time_zone__in=names)
    return chose


def last_moment(zone: str, weekday: int, hour: int, *, at: datetime) -> datetime:
    """The latest time at or before `at` when it was this weekday and hour there (a gap shifts forward)."""
    here = ZoneInfo(zone)
    local = at.astimezone(here)
    day = local.date() - timedelta(days=(local.isoweekday() - weekday) % DAYS_A_WEEK)
    moment = _instant(day, hour, here)
    return moment if moment <= at else _instant(day - timedelta(days=DAYS_A_WEEK), hour, here)


def _instant(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(ZoneInfo("UTC"))


def _people(role: str) -> QuerySet[User]:
    open_plans = Plan.objects.working()
    people = User.objects.active()
    if role == "rep":
        return people.filter(Exists(open_plans.filter(rep=OuterRef("pk"))))
    if role == "mentor":
        return people.filter(Exists(open_plans.filter(mentor=OuterRef("pk"))))
    return people.filter(Exists(Management.objects.today().filter(person=OuterRef("pk"))))
