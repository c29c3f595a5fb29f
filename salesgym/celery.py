"""The Celery app. Its settings are those of settings.py that begin with CELERY_."""

import os
import signal

from billiard.process import active_children
from celery import Celery, signals

from salesgym import services

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")

app = Celery("salesgym")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What a worker that is told to end says to its pool's processes, which it waits for: a long task stops at its next good
# moment (notices/actions/stop.py), others go on to their end. SIGTERM would kill those that are in another task.
FINISH = signal.SIGUSR2


@signals.worker_process_init.connect
def _go_on_when_told_to_finish(**_more: object) -> None:
    signal.signal(FINISH, signal.SIG_IGN)


@signals.worker_shutting_down.connect
def _tell_the_pool(**_more: object) -> None:
    for child in active_children():
        os.kill(child.pid, FINISH)


@signals.worker_ready.connect
@signals.beat_init.connect
def _keep_the_services(**_more: object) -> None:
    services.keep_running()
