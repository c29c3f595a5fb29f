"""The clock. Views, tasks and commands ask it once and hand the answer on; no other module of ours reads a clock.

The demo's clock can be moved on ("One week later"). How far it stands ahead is a row that the demo alone asks for:
everywhere else the time is the machine's, without a question to the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from salesgym import hooks

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


class OnlyInTheDemo(Exception):
    """Something asked for another time where the time is the machine's."""


def now() -> datetime:
    """This moment; in the demo as far ahead as its clock was moved, asked anew each time, as others may move it."""
    return _standing.get() or timezone.now() + ahead()


def today() -> date:
    """The day of this moment in the time zone of whoever reads the page."""
    return timezone.localdate(now())


def machine_now() -> datetime:
    """This moment by the machine, also in the demo: for waiting times that others count, such as allauth's limits."""
    return timezone.now()


def ahead() -> timedelta:
    """How far the demo's clock stands ahead of the machine's; nothing elsewhere."""
    if not settings.IS_DEMO:
        return timedelta()
    return sum((moved() for moved in hooks.clock_moved), timedelta())


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Within the block it is this moment, for whoever lives a week of the demo. Raises OnlyInTheDemo elsewhere."""
    if not settings.IS_DEMO:
        raise OnlyInTheDemo
    token = _standing.set(at)
    try:
        yield
    finally:
        _standing.reset(token)
