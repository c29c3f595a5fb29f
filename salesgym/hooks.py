"""What a lower app lets higher apps add: one hook for each thing, listed here by the app that asks it.

A lower app never imports a higher one. It goes through a hook, and each higher app adds what it knows in
its `AppConfig.ready()`. A hook stands here once somebody asks it and somebody fills it, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from salesgym.kinds import Kind
    from salesgym.numbers.queries.after_signals import PlanOpened
    from salesgym.numbers.queries.touched import Line
    from salesgym.people.models import User, UserQuerySet
    from salesgym.people.queries.directory import Link

F = TypeVar("F")


class Hook(Generic[F]):
    """What was added, in the order in which it was added; mostly functions.

    With `name` each thing has a name of its own, and `find` gives it.
    """

    def __init__(self, *, name: Callable[[F], Hashable] | None = None) -> None:
        self._name = name or (lambda thing: thing)
        self._added: dict[Hashable, F] = {}

    def __iter__(self) -> Iterator[F]:
        return iter(tuple(self._added.values()))

    def add(self, *things: F) -> None:
        """Add these. Adding one again changes nothing; ValueError where another has its name."""
        for thing in things:
            name = self._name(thing)
            if self._added.setdefault(name, thing) != thing:
                raise ValueError(f"{name} was added twice")

    def find(self, name: Hashable) -> F | None:
        """What was added under this name, if anything was."""
        return self._added.get(name)

    @contextmanager
    def replaced(self, *things: F) -> Iterator[None]:
        """Have these alone within the block, and what was there before after it: for tests."""
        before, self._added = self._added, {}
        try:
            self.add(*things)
            yield
        finally:
            self._added = before


# salesgym.notices asks:

# Which kinds of notice there are.
notice_kinds: Hook[Kind] = Hook(name=lambda kind: kind.name)

# When may each of these people, by id, be written to, who would be written to at this moment? The answers are
# in the order asked, and none is earlier than its moment.
writing_times: Hook[Callable[[Sequence[tuple[int, datetime]]], Sequence[datetime]]] = Hook()

# salesgym.people asks:

# Whom else may this person find by name, like their mentees?
people_to_find: Hook[Callable[[User], UserQuerySet]] = Hook()

# Which pages about these people may this person open? By the people's ids.
links_to_people: Hook[Callable[[User, Sequence[User]], Mapping[int, Sequence[Link]]]] = Hook()

# salesgym.numbers asks:

# What that this person may know of is worked out anew when these reps' numbers change, from this week on?
moved_by_numbers: Hook[Callable[[User, Collection[int], date | None], Sequence[Line]]] = Hook()

# Which plans that this person may know of has each of these reps had? By rep, the oldest first.
plans_of_reps: Hook[Callable[[User, Collection[int]], Mapping[int, Sequence[PlanOpened]]]] = Hook()

# Why can numbers of these reps that came at this moment no longer be taken back? A sentence, or nothing.
reasons_to_keep: Hook[Callable[[Collection[int], datetime], str]] = Hook()
