"""The tasks that beat and actions start, done in this process as a worker does them."""

from datetime import date, datetime

from coaching.actions import reminder
from salesgym.celery import app
from salesgym.handoff import Task

# When beat comes by on a day of the sample: before work, during it, and after the mails of the afternoon are due.
HOURS = (7, 10, 16)
SATURDAY = 5
MAILS = "salesgym.notices.tasks.drain_outbox"
# In this order: plans move on and are judged; then people are reminded, and the mails go out.
BEAT = (
    "plans.tasks.advance_plans",
    "plans.tasks.judge_teams",
    "salesgym.numbers.tasks.plan_stale_numbers",
)


def get_to_know() -> None:
    """Load the tasks, which a web process starts by their names alone."""
    app.loader.import_default_modules()


def hours_of(day: date) -> tuple[int, ...]:
    """When beat comes by on this day; once while everybody is off."""
    return HOURS if day.weekday() < SATURDAY else HOURS[:1]


def do_all(at: datetime) -> None:
    """What beat starts in the course of a day."""
    for name in BEAT:
        app.tasks[name]()
    reminder.plan_all(at=at)
    app.tasks[MAILS]()


def send_mails(at: datetime) -> None:
    """What beat starts all day: a quarter of an hour after people were reminded, the mails that waited for others."""
    app.tasks[MAILS]()


def plan_talks(at: datetime) -> None:
    """What beat starts every hour: once a day is enough for talks that are planned two weeks ahead."""
    app.tasks["coaching.tasks.plan_check_ins"]()


def do_rung(rung: list[Task]) -> None:
    """Do every task that was started and those that they start; the mails wait for beat."""
    while rung:
        name, ids = rung.pop(0)
        if name != MAILS and (name, ids) not in rung:
            app.tasks[name](**ids)
