"""Seven days of the demo in the order of time, each with its own today in the database and in the code."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.later import tasks
from coaching.management.sample.life import Diary, moment
from salesgym import clock
from salesgym.handoff import kept_back
from salesgym.people.models import DemoClock

DAYS = 7
Happening = Callable[[datetime], object]


class Week:
    """The seven days after where the demo's clock stands.

    What happens is put in at its time of day at Harbor. It is then that time for everything it calls, and the tasks
    that it starts are done at once.
    """

    def __init__(self, row: DemoClock, *, began_at: datetime) -> None:
        self._row = row
        self._machine_day = _day(began_at)
        self.starts_at = began_at + timedelta(days=row.days)
        self.ends_at = self.starts_at + timedelta(days=DAYS)
        self._diary = Diary(until=self.ends_at)

    def days(self) -> Iterator[date]:
        """From the day of the beginning to the day of the end: eight, of which the first and last are parts."""
        first = _day(self.starts_at)
        return (first + timedelta(days=place) for place in range(DAYS + 1))

    def put(self, day: date, time: tuple[int, int], happens: Happening) -> None:
        """It happens at this hour and minute of the day, unless this lies outside of the week."""
        at = moment(day, *time)
        if at > self.starts_at:
            self._diary.put(at, partial(self._do, happens))

    def put_first(self, happens: Happening) -> None:
        """It happens as the week begins."""
        self._diary.put(self.starts_at, partial(self._do, happens))

    def put_last(self, happens: Happening) -> None:
        """It happens as the week ends."""
        self._diary.put(self.ends_at, partial(self._do, happens))

    def put_midnight(self, day: date) -> None:
        """The database's day changes to this one."""
        at = moment(day, 0)
        if at > self.starts_at:
            self._diary.put(at, partial(self._move_to, day))

    def live(self) -> None:
        """Let everything happen, the oldest first."""
        self._diary.live()

    def _do(self, happens: Happening, at: datetime) -> None:
        with clock.standing_at(at), kept_back() as rung:
            happens(at)
            tasks.do_rung(rung)

    def _move_to(self, day: date, at: datetime) -> None:
        """The database adds the days to its own clock, whose day is the machine's while the week is lived."""
        self._row.days = max(self._row.days, (day - self._machine_day).days)
        self._row.save(update_fields=["days"])


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(TIME_ZONE)).date()
