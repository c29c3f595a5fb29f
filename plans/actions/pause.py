"""Pauses plans, for leave or another reason. The end of a pause moves open dates by the working days lost."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.dates import move
from plans.actions.version import lock, save
from plans.models import Event, Pause, Plan
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import Leave, User
from salesgym.people.queries import calendar

ONE_DAY = timedelta(days=1)
JUDGE = "plans.tasks.judge_plans"


class NotRunning(Refused):
    """The plan is not active, so it cannot be paused, or not paused, so it cannot be resumed."""


class ReasonMissing(Refused):
    """A pause without a reason."""


class OnLeave(Refused):
    """The rep is on leave, so the plan is resumed only after it."""


@transaction.atomic
def pause(*, plan: Plan, by: User, reason: str, at: datetime) -> Pause:
    """Pause the plan from today on. The rep and the managers can read the reason."""
    plan = lock(plan)
    if plan.status != Plan.Status.ACTIVE:
        raise NotRunning(_("A plan is paused while it runs. This one does not run right now."))
    if not reason.strip():
        raise ReasonMissing(_("Give the reason for the pause in a few words."))
    return _begin(plan, starts_on=local_day(at), reason=reason.strip(), leave=None, by=by, at=at)


@transaction.atomic
def resume(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Resume the plan today, and move every open date by the working days lost. OnLeave during a leave.

    The plan's newest pause says by how many (`days_moved`).
    """
    plan = lock(plan)
    running = plan.pauses.filter(ends_on=None).select_related("leave").first()
    if plan.status != Plan.Status.PAUSED or running is None:
        raise NotRunning(_("This plan is not paused."))
    today = local_day(at)
    if running.leave is not None and running.leave.ends_on >= today:
        raise OnLeave(
            _("%(name)s is on leave until %(day)s. The plan goes on by itself after that.")
            % {"name": plan.rep.first_name, "day": f"{running.leave.ends_on:%-d %B}"}
        )
    end_running(plan, last_day=today - ONE_DAY, by=by, at=at)
    return plan


def follow_leaves(*, at: datetime, person_id: int | None = None) -> int:
    """Pause plans whose rep's leave has begun, resume those whose leave is over; how many changed.

    Only the plans of `person_id` where given. A repeat changes nothing.
    """
    today = local_day(at)
    ended = [_resume_after_leave(plan_id, today, at) for plan_id in _leave_is_over(today, person_id)]
    begun = [_pause_for_leave(plan_id, today, at) for plan_id in _leave_has_begun(today, person_id)]
    return sum(ended) + sum(begun)


def end_running(plan: Plan, *, last_day: date, by: User | None, at: datetime) -> None:
    """End the pause of a locked plan on this last day, and move its open dates by the working days lost."""
    running = plan.pauses.get(ends_on=None)
    running.ends_on = max(last_day, running.starts_on)
    lost = 0 if last_day < running.starts_on else _days_lost(plan, running)
    running.days_moved = lost
    running.save(update_fields=["ends_on", "days_moved"])
    move(plan, working_days=lost)
    plan.status = Plan.Status.ACTIVE
    save(plan, "status")
    detail = {"last_day": running.ends_on.isoformat(), "working_days": lost}
    history.record(plan=plan, actor=by, event=Event.PLAN_RESUMED, at=at, detail=detail)
    hand_off(JUDGE, plan_ids=[plan.pk])


def _begin(
    plan: Plan, *, starts_on: date, reason: str, leave: Leave | None, by: User | None, at: datetime
) -> Pause:
    plan.status = Plan.Status.PAUSED
    save(plan, "status")
    detail = {"from": starts_on.isoformat(), "reason": reason, "leave": leave is not None}
    history.record(plan=plan, actor=by, event=Event.PLAN_PAUSED, at=at, detail=detail)
    hand_off(JUDGE, plan_ids=[plan.pk])
    return Pause.objects.create(plan=plan, starts_on=starts_on, reason=reason, leave=leave, paused_by=by)


def _days_lost(plan: Plan, running: Pause) -> int:
    """How many of the rep's working days are inside this pause and inside no other pause."""
    ends_on = running.ends_on or running.starts_on
    lost = calendar.working_days_between(plan.rep_id, running.starts_on, ends_on)
    earlier = plan.pauses.exclude(pk=running.pk).filter(
        ends_on__gte=running.starts_on, starts_on__lte=ends_on
    )
    for other in earlier:
        first, last = max(other.starts_on, running.starts_on), min(other.ends_on or ends_on, ends_on)
        lost -= calendar.working_days_between(plan.rep_id, first, last)
    return max(lost, 0)


def _leave_is_over(today: date, person_id: int | None) -> Iterable[int]:
    """Plans whose running pause was started for a leave that has ended or was deleted."""
    over = Q(leave__ends_on__lt=today) | Q(leave=None, paused_by=None)
    found = Pause.objects.filter(over, ends_on=None, plan__status=Plan.Status.PAUSED)
    if person_id is not None:
        found = found.filter(plan__rep=person_id)
    return list(found.order_by("plan_id").values_list("plan_id", flat=True))


def _leave_has_begun(today: date, person_id: int | None) -> Iterable[int]:
    """Active plans whose rep has days of leave up to today that no pause covers yet."""
    taken_up = Pause.objects.filter(
        leave=OuterRef("pk"), plan=OuterRef(OuterRef("pk")), ends_on__gte=OuterRef("ends_on")
    )
    leaves = Leave.objects.filter(
        ~Exists(taken_up),
        person=OuterRef("rep"),
        starts_on__lte=today,
        ends_on__gte=OuterRef("starts_on"),
    ).filter(ends_on__gte=OuterRef("activated_at__date"))
    found = Plan.objects.running().filter(Exists(leaves), starts_on__lte=today)
    if person_id is not None:
        found = found.filter(rep=person_id)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _resume_after_leave(plan_id: int, today: date, at: datetime) -> bool:
    plan = lock(Plan(pk=plan_id))
    running = plan.pauses.filter(ends_on=None).select_related("leave").first()
    if plan.status != Plan.Status.PAUSED or running is None or running.paused_by_id is not None:
        return False
    if running.leave is not None and running.leave.ends_on >= today:
        return False
    last_day = running.leave.ends_on if running.leave is not None else today - ONE_DAY
    end_running(plan, last_day=last_day, by=None, at=at)
    return True


@transaction.atomic
def _pause_for_leave(plan_id: int, today: date, at: datetime) -> bool:
    """Pause the plan for leave that no pause covers; for leave that is over, end that pause at once too."""
    plan = lock(Plan(pk=plan_id))
    if plan.status != Plan.Status.ACTIVE:
        return False
    for leave in plan.rep.leaves.filter(starts_on__lte=today).order_by("starts_on"):
        starts_on = _first_uncovered_day(plan, leave)
        if starts_on > min(leave.ends_on, today):
            continue
        _begin(plan, starts_on=starts_on, reason=_("Leave"), leave=leave, by=None, at=at)
        if leave.ends_on >= today:
            return True
        end_running(plan, last_day=leave.ends_on, by=None, at=at)
    return False


def _first_uncovered_day(plan: Plan, leave: Leave) -> date:
    """The first day of this leave that is inside the plan and after the pauses for it so far."""
    began = local_day(plan.activated_at) if plan.activated_at else leave.starts_on
    first = max(leave.starts_on, plan.starts_on or leave.starts_on, began)
    taken = plan.pauses.filter(leave=leave).order_by("-ends_on").values_list("ends_on", flat=True).first()
    return first if taken is None else max(first, taken + ONE_DAY)
