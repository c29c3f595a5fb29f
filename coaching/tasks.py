"""The Celery tasks of coaching."""

from celery import shared_task

from coaching.actions import reminder
from salesgym import clock


@shared_task(ignore_result=True)
def plan_reminders() -> None:
    """Started by beat: give the reminders that are due and were not given yet."""
    reminder.plan_all(at=clock.now())
