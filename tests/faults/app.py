"""The Celery app of the fault tests: ours, with kinds that belong to no app and a quick clock."""

from datetime import timedelta

from salesgym import hooks
from salesgym.celery import app
from salesgym.kinds import Kind, Policy, Rendered


def words(recipient, refs, at, **extra):
    return Rendered(subject=f"Step {refs['step']}", text="A step is near.", html="<p>A step is near.</p>")


REMINDER = Kind(
    name="fault.reminder", label="A step", policy=Policy.AT_LEAST_ONCE, render=words, ignores_quiet_hours=True
)
CHAT = Kind(
    name="fault.chat", label="A word", policy=Policy.AT_MOST_ONCE, render=words, ignores_quiet_hours=True
)
DIGEST = Kind(
    name="fault.digest",
    label="Monday",
    policy=Policy.AT_MOST_ONCE,
    render=words,
    ignores_quiet_hours=True,
    is_digest=True,
    in_app=False,
)
hooks.notice_kinds.add(REMINDER, CHAT, DIGEST)

app.conf.beat_schedule = {
    "drain-outbox": {"task": "salesgym.notices.tasks.drain_outbox", "schedule": timedelta(seconds=1)},
    "resume-imports": {"task": "salesgym.numbers.tasks.resume_imports", "schedule": timedelta(seconds=1)},
    "heartbeat": {"task": "salesgym.notices.tasks.heartbeat", "schedule": timedelta(seconds=1)},
}
app.conf.beat_max_loop_interval = 1
