"""The Celery tasks of coaching."""

from celery import shared_task

from coaching.actions import handing_over, planning, reminder
from salesgym import clock


@shared_task(ignore_result=True)
def plan_reminders() -> None:
    """Started by beat: start `plan_kind` for each kind of reminder, which then has its own time."""
    reminder.ring()


@shared_task(ignore_result=True)
def plan_kind(planner: str) -> None:
    """Give the reminders of one planner that are due and were not given yet."""
    reminder.PLANNERS[planner](at=clock.now())


@shared_task(ignore_result=True)
def plan_check_ins() -> None:
    """Started by beat: keep planned check-ins with their lead and plan, leave out those on leave, and plan two weeks."""
    at = clock.now()
    handing_over.hand_over(at=at)
    handing_over.link_to_running_plans(at=at)
    planning.call_off_on_leave(at=at)
    planning.plan_ahead(at=at)
