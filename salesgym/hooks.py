"""Hooks: what a lower app lets higher apps add. One hook for each thing, grouped by the app that reads it.

A lower app never imports a higher one. It reads a hook, and each higher app adds to it in
its `AppConfig.ready()`, by dotted paths. Add a hook only together with a reader and something that fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from coaching.queries.digest import DigestLine
    from coaching.queries.talk import TalkDeal
    from plans.models import Commitment, Plan
    from salesgym.kinds import Kind
    from salesgym.notices.models import Notice
    from salesgym.notices.queries.inbox import Told
    from salesgym.numbers.calculations.statistics.setting_weeks import Setting
    from salesgym.numbers.models import Import, Metric
    from salesgym.numbers.queries.imports.touched import Line
    from salesgym.numbers.queries.signals.after_signals import PlanOpened
    from salesgym.people.calculations.people_table import TableText
    from salesgym.people.models import User, UserQuerySet
    from salesgym.people.pages.person import TabKind

F = TypeVar("F")
Minutes = tuple[int, str, str, int, int]
Put = Callable[[datetime, Callable[[datetime], object]], None]


class Hook(Generic[F]):
    """The things that were added, mostly functions, in the order of adding.

    `name` gives the name of a thing; with it names are unique and `find` finds a thing by its name.
    """

    def __init__(self, *, name: Callable[[F], Hashable] | None = None) -> None:
        self._name = name or (lambda thing: thing)
        self._added: dict[Hashable, F] = {}
        self._paths: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[F]:
        self._load()
        return iter(tuple(self._added.values()))

    def add(self, *things: F) -> None:
        """Add these things. Adding one again changes nothing; ValueError where another thing has its name."""
        self._load()
        self._put(things)

    def add_from(self, *paths: str) -> None:
        """Add what stands at these dotted paths, a tuple thing by thing, once somebody reads the hook.

        A process that never reads it, like a migration or the scheduler, starts without these modules and all that
        they import.
        """
        self._paths += paths

    def _load(self) -> None:
        # Two threads may come here at once: both put the same things, and the second changes nothing.
        for path in self._paths:
            found = import_string(path)
            self._put(found if isinstance(found, tuple) else (found,))
        self._paths = ()

    def _put(self, things: Sequence[F]) -> None:
        for thing in things:
            name = self._name(thing)
            if self._added.setdefault(name, thing) != thing:
                raise ValueError(f"{name} was added twice")

    def find(self, name: Hashable) -> F | None:
        """The thing of this name; None without one."""
        self._load()
        return self._added.get(name)

    @contextmanager
    def replaced(self, *things: F) -> Iterator[None]:
        """Within the block hold these things alone, afterwards the earlier ones again. For tests."""
        self._load()
        before, self._added = self._added, {}
        try:
            self.add(*things)
            yield
        finally:
            self._added = before


# Read by salesgym.clock, in the demo alone:

# How far the clock was moved on.
clock_moved: Hook[Callable[[], timedelta]] = Hook()

# Read by salesgym.notices:

# The kinds of notice.
notice_kinds: Hook[Kind] = Hook(name=lambda kind: kind.name)

# Given (person id, moment) pairs: when may each person be written to, at that moment or later? In the order
# of the pairs; no answer is earlier than its moment.
writing_times: Hook[Callable[[Sequence[tuple[int, datetime]]], Sequence[datetime]]] = Hook()

# What these notices of one reader are about, and the words that they tell of, as far as the reader may read both
# today: by the notices' ids. Asked once for a page of the inbox.
notice_words: Hook[Callable[[User, Sequence[Notice]], Mapping[int, Told]]] = Hook()

# Read by salesgym.people:

# The people who exist for this person besides those whom they may see, like their mentees.
people_to_find: Hook[Callable[[User], UserQuerySet]] = Hook()

# The people of the sample to begin with: a sentence about each, by their ids, in this order. Asked in the demo alone.
sample_people: Hook[Callable[[], Mapping[int, str]]] = Hook()

# Given the bytes of any table, an Excel workbook too, and the encoding that a person says ("" without one): the table
# as text. Raises Refused with a sentence. Exactly one is added.
table_readers: Hook[Callable[[bytes, str], TableText]] = Hook()

# Which of these people, by their ids, have an open plan that they know of?
people_with_plan: Hook[Callable[[Collection[int]], Collection[int]]] = Hook()

# The tabs of a person that areas add, in the order of adding.
person_tabs: Hook[TabKind] = Hook(name=lambda tab: tab.key)

# Given the name of an area that is about to be switched on: why it has to stay off, a sentence, or "".
reasons_to_stay_off: Hook[Callable[[str], str]] = Hook()

# Read by salesgym.numbers:

# Given a person, reps and a first week: what is recalculated when the numbers of these reps change from that
# week on? Only lines that the person may read.
moved_by_numbers: Hook[Callable[[User, Collection[int], date | None], Sequence[Line]]] = Hook()

# Given a person, reps and the first and the last day of numbers: what stands on these numbers and keeps what was
# signed, also where they change? Only lines that the person may read.
stands_on_numbers: Hook[Callable[[User, Collection[int], date | None, date | None], Sequence[Line]]] = Hook()

# The plans that each of these reps has had, as far as this person may know of them: by rep, oldest first.
plans_of_reps: Hook[Callable[[User, Collection[int]], Mapping[int, Sequence[PlanOpened]]]] = Hook()

# The weeks of the baseline of the plan that counts for each of these reps on this day, by rep; those without a plan
# are left out.
baselines_of_reps: Hook[Callable[[Collection[int], date], Mapping[int, Setting]]] = Hook()

# Given a person, a rep, the metrics by their key and a day: what numbers of this rep bring a quarter more than those of
# the middle rep of their role, by metric id, in whole units of the organization's currency; below zero what they cost.
# Only what the person may read. Asked once for a page.
money_against_middle: Hook[Callable[[User, User, Mapping[str, Metric], date], Mapping[int, int]]] = Hook()

# Why numbers of these reps that were imported at this moment can no longer be undone: a sentence, or "".
reasons_to_keep: Hook[Callable[[Collection[int], datetime], str]] = Hook()

# Told that somebody typed numbers of a week of this rep that count: the rep, the Monday, who typed, and when.
weeks_typed: Hook[Callable[[User, date, User, datetime], None]] = Hook()

# Given a file of numbers and the person by whose word it is stored or taken out, before that: what looks again afterwards,
# with the moment.
imports_watched: Hook[Callable[[Import, User | None], Callable[[datetime], None]]] = Hook()

# Read by plans:

# May this person read this promise, which was made in a talk and so hangs on no plan?
commitment_readers: Hook[Callable[[User, Commitment], bool]] = Hook()

# How many talks of this plan's rep were planned and not held by the manager's doing, from its first day to this moment?
missed_by_managers: Hook[Callable[[Plan, datetime], int]] = Hook()

# What the agreement of this plan says besides: titles, each with its lines. They stand before the part about signing.
agreement_sections: Hook[Callable[[Plan], Sequence[tuple[str, Sequence[str]]]]] = Hook()

# Within how many working days after its outcome may the rep of this formal plan appeal, as the signed text says?
appeal_days: Hook[Callable[[Plan], int]] = Hook()

# Is a check-in of this rep with a manager planned after this moment, or a rhythm of them set?
check_ins_planned: Hook[Callable[[User, datetime], bool]] = Hook()

# Read by coaching and its areas:

# Given a rep, a moment and a later one: whoever helps the rep between them, as rows of id, name, email, the minutes that
# were planned and those that were given. Somebody may come more than once. All answers are asked as one union.
coaching_minutes: Hook[Callable[[User, datetime, datetime], QuerySet[Any, Minutes]]] = Hook()

# Given a reader, a rep and this moment: the deals of the rep that are talked about in a check-in of the two, three at
# most. Only those that the reader may read. Asked once for a page.
talk_deals: Hook[Callable[[User, User, datetime], Sequence[TalkDeal]]] = Hook()

# Given reps, a moment and a later one: what an area tells the managers of these reps of the time between, by rep. Asked
# once for many digests, from the earliest of them on: each takes the lines since the one before, by their `at`.
digest_lines: Hook[Callable[[Collection[int], datetime, datetime], Mapping[int, Sequence[DigestLine]]]] = (
    Hook()
)

# What an area gives people by the clock: given this moment, how many notices were new. Asked every few minutes, so each
# gives its notices once by their keys.
planners: Hook[Callable[[datetime], int]] = Hook()

# What an area prepares in the sample before any plan is lived: given the people by their keys, and this moment.
sample_grounds: Hook[Callable[[Mapping[str, User], datetime], None]] = Hook()

# What an area lives of its own in the sample, with people of its own, once the plans of the floor are lived: given the
# people by their keys, and this moment.
sample_teams: Hook[Callable[[Mapping[str, User], datetime], None]] = Hook()

# What an area adds to the life of a rep of the sample while their newest plan is lived: given the rep's key, the people
# by theirs, this moment, and `put`, which lets something happen at a time of that life.
sample_parts: Hook[Callable[[str, Mapping[str, User], datetime, Put], None]] = Hook()
