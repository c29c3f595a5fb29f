"""What Celery starts for the outbox: by the doorbell, and every 30 seconds by beat."""

from celery import Task, shared_task
from django.utils import timezone

from salesgym.handoff import wake
from salesgym.notices.actions import heartbeat as heartbeats
from salesgym.notices.actions import outbox
from salesgym.notices.models import Heartbeat

# Short, so that a worker told to stop is soon done; what is left rings again.
DRAIN_SECONDS = 20.0


def record_life(task: Task) -> None:
    """The worker finished a task; where beat sent it, beat lives too."""
    at = timezone.now()
    heartbeats.record(part=Heartbeat.Part.WORKER, at=at)
    if (task.request.headers or {}).get("celery_beat_task"):
        heartbeats.record(part=Heartbeat.Part.BEAT, at=at)


@shared_task(bind=True)
def drain_outbox(self: Task) -> int:
    summary = outbox.drain(clock=timezone.now, seconds=DRAIN_SECONDS)
    record_life(self)
    if summary["more"]:
        wake("outbox")
    return summary["sent"]


@shared_task(bind=True)
def heartbeat(self: Task) -> None:
    record_life(self)
