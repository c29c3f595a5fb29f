"""The outbox's Celery tasks: started after each commit that queues mail, and by beat every 30 seconds."""

from celery import Task, shared_task

from salesgym import clock
from salesgym.handoff import forget_waiting, wake
from salesgym.notices.actions import heartbeat as heartbeats
from salesgym.notices.actions import outbox
from salesgym.notices.models import Heartbeat

# Short, so that a worker that is told to stop soon ends; a drain with mail left starts the next one.
DRAIN_SECONDS = 20.0


QUEUE = "mail"


def record_life(task: Task, part: Heartbeat.Part) -> None:
    """Record a heartbeat of this worker, and one of beat where beat sent the task."""
    at = clock.now()
    heartbeats.record(part=part, at=at)
    if (task.request.headers or {}).get("celery_beat_task"):
        heartbeats.record(part=Heartbeat.Part.BEAT, at=at)


@shared_task(bind=True)
def drain_outbox(self: Task) -> int:
    """Send the mails that are due; how many were sent. After 20 seconds the rest gets a new task.

    Beat and every commit start one, too. Each throws away those that wait, whose work it does: so no more run than the
    mail worker has processes, and none piles up behind a slow mail server.
    """
    forget_waiting(QUEUE)
    summary = outbox.drain(clock=clock.now, seconds=DRAIN_SECONDS)
    record_life(self, Heartbeat.Part.MAIL)
    if summary["more"]:
        wake("outbox")
    return summary["sent"]


@shared_task(bind=True)
def heartbeat(self: Task) -> None:
    """Record that the worker lives, and beat too where beat sent this task."""
    record_life(self, Heartbeat.Part.WORKER)
