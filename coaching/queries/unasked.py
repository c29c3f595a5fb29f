"""Invitations to mentor that nobody has answered, by the working days of the person who was asked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from coaching.queries.personal_day import personal_day
from plans.models import Mentorship, Plan
from salesgym.people.calculations.calendar import WorkingCalendar
from salesgym.people.queries.calendar import calendars

ANSWER_WITHIN = 3
ONE_DAY = timedelta(days=1)


def invitations_waiting(*, at: datetime) -> Iterator[Mentorship]:
    """Those without an answer after three working days of whoever was asked, for which nobody was offered instead.

    Leave and holidays do not count. The same number of queries for one and for many.
    """
    asked = Mentorship.objects.filter(
        status=Mentorship.Status.ASKED,
        offered_at=None,
        asked_at__lte=at - ANSWER_WITHIN * ONE_DAY,
        plan__status__in=Plan.WORKING,
        plan__rep__is_active=True,
    )
    waiting = list(asked.select_related("plan", "mentor").order_by("pk"))
    if not waiting:
        return
    since = min(one.asked_at for one in waiting).date() - ONE_DAY
    days = calendars({one.mentor_id for one in waiting}, since=since)
    for one in waiting:
        asked_on = one.asked_at.astimezone(one.mentor.zone).date()
        today = personal_day(one.mentor.time_zone, at)
        if _working_days(days[one.mentor_id], asked_on, today) >= ANSWER_WITHIN:
            yield one


def without_offer(silent_since: Mapping[int, datetime]) -> set[int]:
    """Those of these plans, by their ids, for whose silent mentor nobody was offered or asked since that moment."""
    found, asked = set(), set()
    on = Mentorship.objects.filter(
        plan__in=silent_since, status__in=[Mentorship.Status.ASKED, Mentorship.Status.ACCEPTED]
    )
    for plan, status, offered_at in on.values_list("plan", "status", "offered_at"):
        if status == Mentorship.Status.ASKED:
            asked.add(plan)
        elif offered_at is None or offered_at < silent_since[plan]:
            found.add(plan)
    return found - asked


def _working_days(calendar: WorkingCalendar, since: date, until: date) -> int:
    """Days at work from this day on and before the other one."""
    return sum(calendar.is_at_work(since + days * ONE_DAY) for days in range((until - since).days))
