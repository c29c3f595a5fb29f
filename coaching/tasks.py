"""The Celery tasks of coaching."""

from celery import shared_task

from coaching.actions import planning, reminder
from salesgym import clock


@shared_task(ignore_result=True)
def plan_reminders() -> None:
    """Started by beat: give the reminders that are due and were not given yet."""
    reminder.plan_all(at=clock.now())


@shared_task(ignore_result=True)
def plan_check_ins() -> None:
    """Started by beat: make the check-ins that rhythms ask for in the next two weeks."""
    planning.plan_ahead(at=clock.now())
