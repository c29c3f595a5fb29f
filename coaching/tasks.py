"""What beat starts for coaching."""

from celery import shared_task
from django.utils import timezone

from coaching.actions import reminder


@shared_task(ignore_result=True)
def plan_reminders() -> None:
    """Tell what is due and not told yet."""
    reminder.plan_all(at=timezone.now())
