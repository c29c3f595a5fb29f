"""Gives notices for things that are due, some hundreds at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from coaching.queries import told
from coaching.queries.digest_due import DigestDue
from plans.models import Plan
from plans.queries.people import managers_of_each
from salesgym import kinds
from salesgym.notices.actions import claim, notice
from salesgym.notices.actions.notice import Item
from salesgym.people.models import User

BATCH = 500
Thing = TypeVar("Thing")


def give(kind: str, things: Iterable[Thing], item: Callable[[Thing], Item], at: datetime) -> int:
    """Write one notice of this kind for each of these things, in batches; how many were new."""
    return sum(write(kind, [item(thing) for thing in batch], at) for batch in in_batches(things))


def give_around(
    kind: str,
    things: Iterable[Thing],
    plan_of: Callable[[Thing], Plan],
    items: Callable[[Thing, Sequence[User]], Iterable[Item]],
    at: datetime,
) -> int:
    """Write the notices about these things, given the managers of each plan's rep, in batches; how many were new."""
    given = 0
    for batch in in_batches(things):
        managers = managers_of_each({plan_of(thing).rep_id for thing in batch})
        around = [(thing, managers.get(plan_of(thing).rep_id, [])) for thing in batch]
        given += write(kind, [one for thing, who in around for one in items(thing, who)], at)
    return given


def give_untold(kind: str, items: Iterable[Item], at: datetime) -> int:
    """Write those of these notices that were not given yet; how many. For what SQL cannot tell from its key."""
    given = 0
    for batch in in_batches(items, notice.AT_ONCE):
        known = told.keys_of([item.dedupe_key(kind) for item in batch])
        fresh = [item for item in batch if item.dedupe_key(kind) not in known]
        given += write(kind, fresh, at) if fresh else 0
    return given


def write(kind: str, items: Iterable[Item], at: datetime) -> int:
    """Write these notices; how many were new. Mails that may go along wait for the others of this round of planners."""
    wait = claim.WAIT if kinds.get(kind).goes_along else timedelta()
    return notice.give_many(kind, items, at=at, wait=wait)


def in_batches(things: Iterable[Thing], size: int = BATCH) -> Iterator[list[Thing]]:
    """The same things, some hundreds at a time, which limits queries and memory."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def one_after_leave(dues: Iterable[DigestDue]) -> Iterator[DigestDue]:
    """Those that may be sent before the next one is due: whoever comes back from leave reads one, never a pile."""
    for batch in in_batches(dues):
        times = kinds.allowed_times([(due.person.pk, due.due_at) for due in batch])
        yield from (due for due, sent_at in zip(batch, times, strict=True) if sent_at < due.next_at)
