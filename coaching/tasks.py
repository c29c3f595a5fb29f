"""The Celery tasks of coaching."""

from celery import shared_task
from django.utils import timezone

from coaching.actions import reminder


@shared_task(ignore_result=True)
def plan_reminders() -> None:
    """Started by beat: give the reminders that are due and were not given yet."""
    reminder.plan_all(at=timezone.now())
