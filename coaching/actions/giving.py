"""Gives notices for things that are due, some hundreds at a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from coaching.queries.digest import DigestDue
from salesgym import kinds
from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item

BATCH = 500
Thing = TypeVar("Thing")


def give(kind: str, things: Iterable[Thing], item: Callable[[Thing], Item], at: datetime) -> int:
    """Write one notice of this kind for each of these things; how many were new."""
    return give_each(kind, things, lambda thing: [item(thing)], at)


def give_each(
    kind: str, things: Iterable[Thing], items: Callable[[Thing], Iterable[Item]], at: datetime
) -> int:
    """Write the notices in batches, which limits queries and memory for many reminders; how many were new."""
    all_items = (item for thing in things for item in items(thing))
    return sum(notice.give_many(kind, batch, at=at) for batch in in_batches(all_items))


def in_batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """The same things, some hundreds at a time."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch


def one_after_leave(dues: Iterable[DigestDue]) -> Iterator[DigestDue]:
    """Those that may be sent before the next one is due: whoever comes back from leave reads one, never a pile."""
    for batch in in_batches(dues):
        times = kinds.allowed_times([(due.person.pk, due.due_at) for due in batch])
        yield from (due for due, sent_at in zip(batch, times, strict=True) if sent_at < due.next_at)
