"""Working days and quiet hours. Hours are local times, instants are UTC.

A local time that a clock change skips means the time it moves to; one that occurs twice means the
first (PEP 495, fold=0).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(8)
EVENING = time(19)
# The full hours at which a mail may go out.
HOURS = range(MORNING.hour, EVENING.hour)
ONE_DAY = timedelta(days=1)
# Searches for a day stop after this many days, which is longer than any leave.
HORIZON_DAYS = 800


@dataclass(frozen=True)
class DaysAway:
    """One leave, first and last day included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class WorkingCalendar:
    """When one person works: ISO weekdays (Monday is 1), holidays, and leave."""

    zone: ZoneInfo
    work_days: frozenset[int]
    holidays: frozenset[date] = frozenset()
    away: tuple[DaysAway, ...] = field(default=())

    def is_working_day(self, day: date) -> bool:
        """True on a work day that is no holiday, whether or not the person is on leave."""
        return day.isoweekday() in self.work_days and day not in self.holidays

    def is_away(self, day: date) -> bool:
        return any(leave.starts_on <= day <= leave.ends_on for leave in self.away)

    def is_at_work(self, day: date) -> bool:
        return self.is_working_day(day) and not self.is_away(day)


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local time; a skipped time moves forward, of an ambiguous one the first counts."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def next_allowed(calendar: WorkingCalendar, at: datetime) -> datetime:
    """The first instant from `at` on when this person may be written to: at work, from 8:00 to 19:00 local."""
    local = at.astimezone(calendar.zone)
    if calendar.is_at_work(local.date()) and MORNING <= local.time() < EVENING:
        return at
    for day in _days_from(local.date()):
        morning = instant(day, MORNING, calendar.zone)
        # Skip a day that does not exist in its zone (Apia, 30 December 2011).
        exists = morning.astimezone(calendar.zone).date() == day
        if morning >= at and exists and calendar.is_at_work(day):
            return morning
    return at


def next_working_day(calendar: WorkingCalendar, at: datetime, hour: time) -> datetime:
    """This hour of the person's next day at work after the local day of `at`, as an instant."""
    first = at.astimezone(calendar.zone).date() + ONE_DAY
    for day in _days_from(first):
        moment = instant(day, hour, calendar.zone)
        exists = moment.astimezone(calendar.zone).date() == day
        if exists and calendar.is_at_work(day):
            return moment
    return instant(first, hour, calendar.zone)


def weekly_moment(work_days: Collection[int], weekday: int, hour: int) -> tuple[int, int]:
    """When a weekly mail that is wished for at this weekday (Monday is 1) and hour goes out in an ordinary week.

    Before the first hour it waits until then, after the last one and on a day off until the next working morning.
    """
    if weekday in work_days and hour < HOURS.stop:
        return weekday, max(hour, HOURS.start)
    following = [(weekday + ahead - 1) % 7 + 1 for ahead in range(1, 8)]
    return next((day for day in following if day in work_days), weekday), HOURS.start


def working_days_between(calendar: WorkingCalendar, starts_on: date, ends_on: date) -> int:
    """How many working days lie between these dates, both included. Days of leave count."""
    length = (ends_on - starts_on).days + 1
    return sum(calendar.is_working_day(starts_on + ONE_DAY * offset) for offset in range(max(length, 0)))


def moved(calendar: WorkingCalendar, day: date, working_days: int) -> date:
    """The day this many working days later, earlier if negative; with 0 the day itself, even if free."""
    step = ONE_DAY if working_days > 0 else -ONE_DAY
    left, stop = abs(working_days), HORIZON_DAYS + 7 * abs(working_days)
    while left and stop:
        day += step
        stop -= 1
        left -= calendar.is_working_day(day)
    return day


def _days_from(day: date) -> Iterator[date]:
    return (day + ONE_DAY * offset for offset in range(HORIZON_DAYS))
