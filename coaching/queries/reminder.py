"""What is due now and could be told: found by state, so that a planner that slept makes up for it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from coaching.queries.personal_day import personal_day, zones_by_day
from plans.calculations.timeline.full_weeks import DaysOff
from plans.models import Commitment, Milestone, Plan, ProgrammeItem, Reward
from plans.queries.calendar import local_day
from plans.queries.days_off import days_off, days_off_of
from plans.queries.formal_end import is_shown
from plans.queries.people import managing_pairs
from salesgym.people.calculations.calendar import WorkingCalendar
from salesgym.people.models import User
from salesgym.people.queries.calendar import calendars

LEADS = (0, 1, 3, 7)
PLAN_ENDS_SOON = 14
OVERDUE_FOR = 14
REWARD_WAITS = 5
# After so many of their working days without a workout a rep hears of it; up to the second number it is news.
PRACTICE_RESTS = (5, 15)
# So many days after its date a promise of ours is late, and one of the rep, as ours come first; two weeks longer that
# is news.
PROMISE_LATE = 5
OWN_PROMISE_LATE = 7
PROMISE_LATE_FOR = 14
# So far before a promise's date the owner's last day at work is looked for.
PROMISE_AHEAD = 14
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PromiseDue:
    """A promise whose day is near, or long past where `is_late`, and one person who answers for it today."""

    promise: Commitment
    owner: User
    is_late: bool


def lead_of(days_left: int) -> int | None:
    """Which reminder a date this near calls for: 7, 3, 1, 0 days, or none yet (or no longer)."""
    return next((lead for lead in LEADS if 0 <= days_left <= lead), None)


def climbing(*, at: datetime) -> QuerySet[Milestone]:
    """Steps still ahead on plans that run, with all that a reminder says of them."""
    return Milestone.objects.filter(
        plan__status=Plan.Status.ACTIVE,
        # Of the plan of somebody who has left nobody is reminded.
        plan__rep__is_active=True,
        status=Milestone.Status.AHEAD,
        plan__starts_on__lte=at.date() + timedelta(1),
    ).select_related("plan__rep", "plan__manager", "plan__skill", "metric", "reward")


def milestones_due(*, at: datetime) -> QuerySet[Milestone]:
    """Steps within a week of their date, each with the reminder that is due by now as `lead`."""
    near = (at.date() - timedelta(days=1), at.date() + timedelta(days=max(LEADS) + 1))
    leads = [
        When(
            plan__rep__time_zone__in=zones, due_on__range=(day, day + timedelta(days=lead)), then=Value(lead)
        )
        for day, zones in zones_by_day(at).items()
        for lead in LEADS
    ]
    steps = climbing(at=at).filter(due_on__range=near)
    return steps.annotate(lead=Case(*leads, output_field=IntegerField())).filter(lead__isnull=False)


def days_left(milestone: Milestone, *, at: datetime) -> int:
    """How many days are left until the step's date, where its rep lives."""
    return (milestone.due_on - personal_day(milestone.plan.rep.time_zone, at)).days


def milestones_overdue(*, at: datetime) -> QuerySet[Milestone]:
    """Steps whose date passed in the last two weeks, for the one word about it."""
    passed = (at.date() - timedelta(days=OVERDUE_FOR), at.date())
    is_over = Q(pk=None)
    for day, zones in zones_by_day(at).items():
        is_over |= Q(plan__rep__time_zone__in=zones, due_on__lt=day)
    return climbing(at=at).filter(is_over, due_on__range=passed)


def plans_ending(*, at: datetime) -> QuerySet[Plan]:
    """Running plans with two weeks or less to go."""
    today = local_day(at)
    return (
        Plan.objects.running()
        .filter(
            rep__is_active=True,
            starts_on__lte=today,
            ends_on__range=(today, today + timedelta(days=PLAN_ENDS_SOON)),
        )
        .select_related("rep", "manager", "mentor", "skill")
    )


def rewards_waiting(*, at: datetime) -> QuerySet[Reward]:
    """Rewards earned five days ago or more and still with whoever gives them, of closed plans too."""
    waiting = Reward.objects.filter(
        earned_at__lte=at - timedelta(days=REWARD_WAITS),
        delivered_on=None,
        milestone__plan__rep__is_active=True,
    )
    return waiting.select_related("milestone__plan__rep", "milestone__plan__skill", "given_by")


def reviews_due(*, at: datetime) -> QuerySet[Plan]:
    """Plans in review whose outcome is due today or was due before, and has not been shown."""
    due = Plan.objects.filter(status=Plan.Status.IN_REVIEW, review_due_on__lte=local_day(at))
    return due.filter(~is_shown(), rep__is_active=True).select_related("rep", "skill")


def practice_silent(
    *, at: datetime, plan_ids: Collection[int] | QuerySet[Any] | None = None
) -> Iterator[Plan]:
    """Running plans without a workout on the rep's last five working days, in one query; none on a day off.

    Days of leave, of a pause and holidays do not count. Each plan comes with `next_drill`, the name of the first drill
    of its programme, None without one.
    """
    # Where it is latest, it is at most the day after.
    today = at.date() + ONE_DAY
    first = timedelta(days=min(PRACTICE_RESTS))
    rested = Q(last_practice_on=None) | Q(last_practice_on__lt=today - first)
    plans = Plan.objects.running().filter(
        rested, rep__is_active=True, starts_on__lte=today - first, ends_on__gte=at.date() - ONE_DAY
    )
    if plan_ids is not None:
        plans = plans.filter(pk__in=plan_ids)
    drills = ProgrammeItem.objects.filter(plan=OuterRef("pk")).order_by("position").values("drill__name")
    asked = plans.annotate(days_off=days_off(), next_drill=Subquery(drills[:1]))
    for plan in asked.select_related("rep", "skill").order_by("pk").iterator():
        if _has_rested(plan, personal_day(plan.rep.time_zone, at)):
            yield plan


def _has_rested(plan: Plan, today: date) -> bool:
    """Whether today is a working day inside the plan, and enough of them have passed without a workout."""
    days, (few, many) = days_off_of(plan), PRACTICE_RESTS
    if plan.starts_on is None or plan.ends_on is None or today > plan.ends_on or not days.is_at_work(today):
        return False
    since = max(plan.starts_on, plan.last_practice_on + ONE_DAY if plan.last_practice_on else date.min)
    return few <= _working_days(days, since, today, most=many + 1) <= many


def _working_days(days: DaysOff, since: date, until: date, *, most: int) -> int:
    """The rep's working days from this day on and before the other one, counted back from there up to `most`."""
    found, day = 0, until - ONE_DAY
    while day >= since and found < most:
        found += days.is_at_work(day)
        day -= ONE_DAY
    return found


def promises_due(*, at: datetime, promise_ids: Collection[int] | None = None) -> Iterator[PromiseDue]:
    """Promises still owed, from their owner's last day at work before the date on, and again when they are late.

    Ours first: a rep hears later that theirs is late, on working days alone, and not while the plan is paused, since
    its days move then.
    The same number of queries for one and for many.
    """
    near = (
        at.date() - timedelta(days=OWN_PROMISE_LATE + PROMISE_LATE_FOR + 1),
        at.date() + timedelta(days=PROMISE_AHEAD + 1),
    )
    owed = Commitment.objects.filter(
        delivered_on=None, due_on__range=near, plan__status__in=Plan.WORKING, plan__rep__is_active=True
    )
    if promise_ids is not None:
        owed = owed.filter(pk__in=promise_ids)
    promises = list(owed.select_related("plan__rep", "plan__skill", "promised_by").order_by("pk"))
    owners = _owners(promises) if promises else {}
    days = calendars({owner.pk for each in owners.values() for owner in each}, since=at.date() - ONE_DAY)
    for promise in promises:
        for owner in owners[promise.pk]:
            today = personal_day(owner.time_zone, at)
            if promise.is_of_rep and not _asks_rep(promise, days[owner.pk], today):
                continue
            is_late = today > promise.due_on
            if _is_long_late(promise, today) if is_late else _is_near(promise, days[owner.pk], today):
                yield PromiseDue(promise, owner, is_late)


def _owners(promises: Sequence[Commitment]) -> dict[int, list[User]]:
    """Who answers for each promise today: who made it, also the rep, and the rep's managers where it is the company's.

    Of somebody who no longer manages the rep, nor is the mentor, the managers of today have taken it over.
    """
    managers: dict[int, set[int]] = defaultdict(set)
    for manager, rep in managing_pairs({promise.of_plan.rep_id for promise in promises}):
        managers[rep].add(manager)
    wanted: dict[int, set[int]] = {}
    for promise in promises:
        by, around = promise.promised_by, managers[promise.of_plan.rep_id]
        on_it = {*around, promise.of_plan.mentor_id, promise.of_plan.rep_id}
        is_on_it = by is not None and by.is_active and by.pk in on_it
        wanted[promise.pk] = {by.pk} if by is not None and is_on_it else around
    people = User.objects.active().in_bulk(set().union(*wanted.values()))
    return {pk: [people[owner] for owner in sorted(ids) if owner in people] for pk, ids in wanted.items()}


def _asks_rep(promise: Commitment, calendar: WorkingCalendar, today: date) -> bool:
    return promise.of_plan.status != Plan.Status.PAUSED and calendar.is_at_work(today)


def _is_near(promise: Commitment, calendar: WorkingCalendar, today: date) -> bool:
    """Whether the owner's last day at work before the date has come."""
    before = [promise.due_on - timedelta(days=days) for days in range(1, PROMISE_AHEAD + 1)]
    return today >= next((day for day in before if calendar.is_at_work(day)), before[0])


def _is_long_late(promise: Commitment, today: date) -> bool:
    late = OWN_PROMISE_LATE if promise.is_of_rep else PROMISE_LATE
    return 0 <= (today - promise.due_on).days - late <= PROMISE_LATE_FOR
