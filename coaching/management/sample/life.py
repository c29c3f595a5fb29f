"""One plan of the sample on its way, and the clock it lives by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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

    def is_past(self, at: datetime) -> bool:
        return at <= self.now


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day at Harbor."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(TIME_ZONE))


def friday(starts_on: date, week: int) -> date:
    """The Friday of a week of the plan, counted from 1, where the plan starts on a Monday."""
    return starts_on + timedelta(weeks=week - 1, days=FRIDAY)
