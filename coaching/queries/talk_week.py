"""The check-ins of a manager's week: what is planned and was held, who is away, whom one has seen, what is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import JSONObject, TruncDate
from django.utils import dateparse

from coaching.calculations.hours import moment_of
from coaching.models import CheckIn, CheckInKind, Rhythm, TalkPromise, Topic
from coaching.models.check_in import CONFIRM_FOR
from plans.models import Commitment, Plan
from salesgym.people.models import Leave, Moment, User

SEEN_WEEKS = 6
PEOPLE_A_PAGE = 25
MOST_PROMISES = 8
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekTalk:
    """One talk with what its card says besides: the first line of the agenda, and until when one side is away.

    `last_held` is when rep and manager talked last. `is_first`: no talk that took place or is to come stands before it.
    """

    talk: CheckIn
    topic: str
    last_held: datetime | None
    is_first: bool
    rep_away_until: date | None
    lead_away_until: date | None


@dataclass(frozen=True, slots=True)
class Away:
    """A day on which a rhythm asks for a talk and there is none: its rep is away, or who leads it."""

    rep: User
    on: date
    is_rep: bool
    lead: User


@dataclass(frozen=True, slots=True)
class Seen:
    """One person with their talks of six weeks, as (when, facts of the state), and when both talked last."""

    user: User
    talks: Sequence[CheckIn]
    last_held: datetime | None
    next_for: datetime | None
    weeks: int | None
    has_plan: bool


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of people, those seen longest ago first, and how many there are in all."""

    people: Sequence[Seen]
    count: int


@dataclass(frozen=True, slots=True)
class Promised:
    """What is owed from talks up to a day, and what was kept of what was due in the weeks before, by either side."""

    open: Sequence[Commitment]
    count: int
    kept_by_team: int
    of_team: int
    kept_by_us: int
    of_us: int


def talks(user: User, *, since: date, days: int, zone: ZoneInfo) -> list[WeekTalk]:
    """The talks with the reps whom this person manages today in these days, by time. One query."""
    midnight = time()
    span = (moment_of(since, midnight, zone), moment_of(since + timedelta(days=days), midnight, zone))
    topics = (
        Topic.objects.open().filter(rep=OuterRef("rep"), kind=CheckInKind.LINE).order_by("added_at", "pk")
    )
    before = CheckIn.objects.line().filter(rep=OuterRef("rep"), planned_for__lt=OuterRef("planned_for"))
    not_missed = Q(rep_confirmed_at__isnull=False, lead_confirmed_at__isnull=False) | Q(
        planned_for__gt=Moment() - CONFIRM_FOR
    )
    earlier = before.standing().filter(not_missed)
    rows = (
        CheckIn.objects.line()
        .filter(rep__in=User.objects.managed_by(user), planned_for__gte=span[0], planned_for__lt=span[1])
        .exclude(called_off_at__isnull=False, rhythm__ended_at__isnull=False)
        .annotate(
            day=TruncDate("planned_for", tzinfo=zone),
            topic=Subquery(topics.values("text")[:1]),
            last_held=Subquery(before.held().order_by("-planned_for").values("planned_for")[:1]),
            is_first=~Exists(earlier),
            rep_away_until=_away_until("rep"),
            lead_away_until=_away_until("led_by"),
        )
        .select_related("rep", "led_by", "plan__skill", "plan__forecast")
        .defer("plan__forecast__inputs")
        .order_by("planned_for", "rep__name", "pk")
    )
    return [_week_talk(row) for row in rows]


def _away_until(who: str) -> Subquery:
    day = OuterRef("day")
    leaves = Leave.objects.filter(person=OuterRef(who), starts_on__lte=day, ends_on__gte=day)
    return Subquery(leaves.order_by("-ends_on").values("ends_on")[:1])


def _week_talk(row: CheckIn) -> WeekTalk:
    found = vars(row)
    return WeekTalk(
        row,
        found["topic"] or "",
        found["last_held"],
        found["is_first"],
        found["rep_away_until"],
        found["lead_away_until"],
    )


def away(user: User, found: Sequence[WeekTalk], *, since: date, days: int) -> list[Away]:
    """The days in this time on which a rhythm's talk is left out for leave, by day. One query."""
    until = since + timedelta(days=days - 1)
    taken = {(one.talk.rhythm_id, one.talk.slot_on) for one in found}
    rhythms = (
        Rhythm.objects.running()
        .filter(kind=CheckInKind.LINE, rep__in=User.objects.managed_by(user), first_on__lte=until)
        .annotate(rep_leaves=_leaves("rep", since, until), lead_leaves=_leaves("led_by", since, until))
        .select_related("rep", "led_by")
        .order_by("rep__name", "pk")
    )
    left_out = []
    for rhythm in rhythms:
        for day in rhythm.days(since=since, until=until):
            is_rep = _covers(vars(rhythm)["rep_leaves"], day)
            is_away = is_rep or _covers(vars(rhythm)["lead_leaves"], day)
            if is_away and (rhythm.pk, day) not in taken:
                left_out.append(Away(rhythm.rep, day, is_rep, rhythm.led_by))
    return left_out


def _leaves(who: str, since: date, until: date) -> ArraySubquery:
    rows = Leave.objects.filter(person=OuterRef(who), starts_on__lte=until, ends_on__gte=since)
    return ArraySubquery(rows.values(row=JSONObject(first="starts_on", last="ends_on")))


def _covers(leaves: Sequence[Mapping[str, str]], day: date) -> bool:
    return any(leave["first"] <= day.isoformat() <= leave["last"] for leave in leaves)


def seen(user: User, *, monday: date, page: int, zone: ZoneInfo, at: datetime) -> SeenPage:
    """The people whom this person manages today with their talks of six weeks, a page of them. One query."""
    since = moment_of(monday - ONE_WEEK * (SEEN_WEEKS - 1), time(), zone)
    until = moment_of(monday + ONE_WEEK, time(), zone)
    own = CheckIn.objects.line().standing().filter(rep=OuterRef("pk"))
    people = (
        User.objects.managed_by(user)
        .active()
        .annotate(
            last_held=Subquery(own.held().order_by("-planned_for").values("planned_for")[:1]),
            next_for=Subquery(
                own.filter(planned_for__gt=at).order_by("planned_for").values("planned_for")[:1]
            ),
            weeks=Subquery(
                Rhythm.objects.running().filter(rep=OuterRef("pk"), kind=CheckInKind.LINE).values("weeks")[:1]
            ),
            has_plan=Exists(Plan.objects.working().filter(rep=OuterRef("pk"))),
            talks=ArraySubquery(
                own.filter(planned_for__gte=since, planned_for__lt=until)
                .order_by("planned_for")
                .values(row=JSONObject(**{name: name for name in _STATE_FIELDS}))
            ),
            many=Window(Count("pk")),
        )
        .order_by(F("last_held").asc(nulls_first=True), "name", "pk")
    )
    rows = list(people[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE])
    return SeenPage([_seen(row) for row in rows], vars(rows[0])["many"] if rows else 0)


# What the state of a talk follows from.
_TIMES = (
    "planned_for", "first_planned_for", "started_at", "ended_at", "rep_confirmed_at", "lead_confirmed_at",
)  # fmt: skip
_STATE_FIELDS = ("id", *_TIMES)


def _seen(row: User) -> Seen:
    found = vars(row)
    return Seen(
        user=row,
        talks=[_talk(one) for one in found["talks"]],
        last_held=found["last_held"],
        next_for=found["next_for"],
        weeks=found["weeks"],
        has_plan=found["has_plan"],
    )


def _talk(row: Mapping[str, Any]) -> CheckIn:
    times = {name: dateparse.parse_datetime(row[name]) if row[name] else None for name in _TIMES}
    return CheckIn(pk=row["id"], **times)


def promised(user: User, *, until: date, since: date, on: date) -> Promised:
    """What is owed up to `until` from held talks with the reps managed today, and what was kept of what was due since, but today. One query."""
    counted = TalkPromise.objects.agreed().filter(
        check_in__kind=CheckInKind.LINE, check_in__rep__in=User.objects.managed_by(user)
    )
    owed = Q(delivered_on=None, given_up_on=None, due_on__lte=until)
    was_due = Q(given_up_on=None, due_on__gte=since, due_on__lt=on)
    people = ("promised_by", "promised_to", "talk__check_in__rep")
    rows = (
        Commitment.objects.of_talks()
        .filter(owed | was_due, talk__in=counted)
        .annotate(is_owed=Q(owed), **_counts(owed, was_due))
        .select_related(*people)
        .order_by("-is_owed", "due_on", "pk")
    )
    # What is owed comes first: the rows behind it are there for their counts alone.
    found = list(rows[:MOST_PROMISES])
    counts = {name: vars(found[0])[name] if found else 0 for name in _counts(owed, was_due)}
    return Promised(open=[one for one in found if vars(one)["is_owed"]], **counts)


def _counts(owed: Q, was_due: Q) -> dict[str, Window]:
    """How many rows there are of each, over all of them."""
    by_rep = Q(promised_by=F("talk__check_in__rep"))
    kept = Q(delivered_on__isnull=False)
    of = {
        "count": owed,
        "kept_by_team": was_due & kept & by_rep,
        "of_team": was_due & by_rep,
        "kept_by_us": was_due & kept & ~by_rep,
        "of_us": was_due & ~by_rep,
    }
    return {name: Window(Count("pk", filter=which)) for name, which in of.items()}
