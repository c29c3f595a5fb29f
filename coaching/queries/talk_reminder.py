"""Check-ins of which both sides are reminded: those that come next, those that were missed; and those on leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from coaching.models import CONFIRM_FOR, CheckIn
from coaching.queries.personal_day import personal_day
from coaching.queries.slots import led_today
from plans.models import Event, History, Plan
from salesgym.notices.models import Outbox
from salesgym.people.calculations.calendar import WorkingCalendar
from salesgym.people.models import Leave, User
from salesgym.people.queries.calendar import calendars

ONE_DAY = timedelta(days=1)
# So far before a talk the last day at work of a side is looked for.
AHEAD = timedelta(days=5)
# So long a talk that was missed is news.
MISSED_FOR = timedelta(days=14)
# Leave is often entered afterwards: a talk so long ago still counts as left out for it.
ON_LEAVE_FOR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class TalkDue:
    """A talk, and one side of it who is reminded."""

    talk: CheckIn
    person: User


def tomorrow(*, at: datetime) -> list[TalkDue]:
    """Talks that are to come, for each side from their last day at work before it on. On leave of either side none.

    The same number of queries, however many talks.
    """
    coming = CheckIn.objects.to_come(at).filter(planned_for__range=(at, at + AHEAD), started_at=None)
    talks = _loaded(coming.filter(rep__is_active=True))
    days = _calendars(talks, at)
    due = [one for one in _sides(talks) if _is_near(one, days, at)]
    told = _told_of_time(due, at)
    return [one for one in due if told.get(_key(one), date.min) < _last_day_before(one, days)]


def missed(*, at: datetime) -> list[TalkDue]:
    """Talks that both had not confirmed in time, for each side. Not where one was on leave that day."""
    since = at - CONFIRM_FOR - MISSED_FOR
    talks = _loaded(CheckIn.objects.missed(at).filter(planned_for__gt=since, rep__is_active=True))
    days = _calendars(talks, at - CONFIRM_FOR - MISSED_FOR)
    return [one for one in _sides(talks) if not _anybody_away(one.talk, days)]


def missed_untold(talk_ids: Collection[int]) -> list[CheckIn]:
    """Those of these talks with the manager whose plan works and does not tell yet that they were missed. One query."""
    told = History.objects.filter(
        plan=OuterRef("plan"),
        event=Event.CHECK_IN_MISSED,
        detail__contains=JSONObject(check_in=OuterRef("pk")),
    )
    rows = CheckIn.objects.line().filter(~Exists(told), pk__in=talk_ids, plan__status__in=Plan.WORKING)
    return list(rows.select_related("plan").order_by("planned_for", "pk"))


def on_leave(*, at: datetime) -> list[CheckIn]:
    """Talks that nobody began, whose day has come and is one on which a side is on leave.

    A day that somebody chose by hand may be meant so: such a talk is among them once its day is over.
    """
    untold = CheckIn.objects.standing().filter(started_at=None, rep_confirmed_at=None, lead_confirmed_at=None)
    near = untold.filter(sheet_week=None, planned_for__range=(at - ON_LEAVE_FOR, at + ONE_DAY))
    leaves = Leave.objects.filter(ends_on__gte=(at - ON_LEAVE_FOR).date() - ONE_DAY)
    either = Exists(leaves.filter(person=OuterRef("rep"))) | Exists(leaves.filter(person=OuterRef("led_by")))
    talks = [talk for talk in _loaded(near.filter(either)) if _has_come(talk, at)]
    days = _calendars(talks, at - ON_LEAVE_FOR)
    return [talk for talk in talks if _anybody_away(talk, days)]


def _has_come(talk: CheckIn, at: datetime) -> bool:
    day, today = (moment.astimezone(talk.rep.zone).date() for moment in (talk.planned_for, at))
    is_chosen = talk.rhythm_id is None or talk.was_moved
    return day < today if is_chosen else day <= today


def _loaded(talks: QuerySet[CheckIn]) -> list[CheckIn]:
    return list(talks.select_related("rep", "led_by", "rhythm").order_by("planned_for", "pk"))


def _calendars(talks: Sequence[CheckIn], at: datetime) -> Mapping[int, WorkingCalendar]:
    people = {pk for talk in talks for pk in (talk.rep_id, talk.led_by_id)}
    return calendars(people, since=at.date() - ONE_DAY) if people else {}


def _sides(talks: Sequence[CheckIn]) -> list[TalkDue]:
    """The rep of each, and who leads it where they manage the rep today or stand in that day, or are the mentor."""
    led = led_today(talks)
    found = []
    for talk in talks:
        found.append(TalkDue(talk, talk.rep))
        if talk.pk in led:
            found.append(TalkDue(talk, talk.led_by))
    return found


def _is_near(due: TalkDue, days: Mapping[int, WorkingCalendar], at: datetime) -> bool:
    """Whether the person's last day at work before the talk has come. On the day itself it is too late."""
    on = due.talk.planned_for.astimezone(due.person.zone).date()
    today = personal_day(due.person.time_zone, at)
    return _last_day_before(due, days) <= today < on and not _anybody_away(due.talk, days)


def _last_day_before(due: TalkDue, days: Mapping[int, WorkingCalendar]) -> date:
    """The person's last day at work before the talk; the day before, where there is none for long."""
    own = days[due.person.pk]
    on = due.talk.planned_for.astimezone(own.zone).date()
    before = [on - ONE_DAY * back for back in range(1, AHEAD.days)]
    return next((day for day in before if own.is_at_work(day)), before[0])


def _anybody_away(talk: CheckIn, days: Mapping[int, WorkingCalendar]) -> bool:
    both = (days[talk.rep_id], days[talk.led_by_id])
    return any(one.is_away(talk.planned_for.astimezone(one.zone).date()) for one in both)


def _key(due: TalkDue) -> tuple[int, int, int]:
    return due.talk.pk, due.talk.sequence, due.person.pk


def _told_of_time(due: Sequence[TalkDue], at: datetime) -> dict[tuple[int, int, int], date]:
    """On which day, theirs, a mail told each of them of the time of the talk as it is now; those of the last days."""
    people = {one.person.pk: one.person for one in due}
    if not people:
        return {}
    kinds = ("coaching.check_in_planned", "coaching.check_in_moved", "coaching.check_in_calendar")
    mails = Outbox.objects.filter(recipient__in=people, kind__in=kinds, due_at__gt=at - AHEAD)
    return {
        (refs["talk"], refs["sequence"], person or 0): due_at.astimezone(people[person or 0].zone).date()
        for refs, person, due_at in mails.values_list("ref_ids", "recipient", "due_at")
    }
