"""One plan of the sample on its way, and the clock it lives by."""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.story import Story
from plans.models import Plan
from salesgym.people.models import User

FRIDAY = 4


@dataclass(frozen=True)
class Life:
    """One plan on its way, with the people and the clock of the sample."""

    story: Story
    plan: Plan
    people: Mapping[str, User]
    starts_on: date
    now: datetime

    @property
    def manager(self) -> User:
        return self.people[self.story.manager]

    @property
    def rep(self) -> User:
        return self.people[self.story.rep]


class Diary:
    """What happens in a plan, lived in the order of time; what happens may put more into it."""

    def __init__(self, *, until: datetime) -> None:
        self._until = until
        self._waiting: list[tuple[datetime, int, Callable[[datetime], object]]] = []
        self._places = count()

    def put(self, at: datetime, happens: Callable[[datetime], object]) -> None:
        """`happens` is called with this time; of two at one time the one that was put in first comes first."""
        if at <= self._until:
            heapq.heappush(self._waiting, (at, next(self._places), happens))

    def live(self) -> None:
        """Let everything happen, the oldest first."""
        while self._waiting:
            at, _place, happens = heapq.heappop(self._waiting)
            happens(at)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day at Harbor."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(TIME_ZONE))


def friday(starts_on: date, week: int) -> date:
    """The Friday of a week of the plan, counted from 1, where the plan starts on a Monday."""
    return starts_on + timedelta(weeks=week - 1, days=FRIDAY)
