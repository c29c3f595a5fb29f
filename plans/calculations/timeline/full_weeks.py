"""Which weeks are a plan's full weeks, and which of them count for a date. Weeks are their Mondays."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.calculations.weeks.exposure import MONDAY_TO_FRIDAY, away


def first_full_week(starts_on: date) -> date:
    """The Monday of the first week that is wholly inside the plan."""
    return starts_on + timedelta(days=-starts_on.weekday() % 7)


def last_week_for(day: date, *, work_days: str = MONDAY_TO_FRIDAY) -> date:
    """The last week that counts for a date: its own from the last work day on, else the one before.

    `work_days` are the team's, as ISO weekdays in digits: Monday is 1. The same rule ends a plan.
    """
    last = max(int(digit) for digit in work_days or MONDAY_TO_FRIDAY)
    return monday(day) if day.isoweekday() >= last else monday(day) - WEEK


def is_late(reached_on: date, due_on: date, *, work_days: str = MONDAY_TO_FRIDAY) -> bool:
    """Whether a step that the numbers reached in the week of `reached_on` came after the last week for its date."""
    return monday(reached_on) > last_week_for(due_on, work_days=work_days)


def full_weeks(starts_on: date, ends_on: date, *, work_days: str = MONDAY_TO_FRIDAY) -> tuple[date, ...]:
    """The plan's full weeks, oldest first: from the first one wholly inside it to the last that counts for its end."""
    first, last = first_full_week(starts_on), last_week_for(ends_on, work_days=work_days)
    return tuple(first + WEEK * step for step in range((last - first).days // 7 + 1))


def left_over(weeks: Sequence[date], absent: Collection[date]) -> tuple[date, ...]:
    """These weeks without the wholly absent ones: those that are numbered from 1."""
    return tuple(week for week in weeks if week not in absent)


def weeks_for(day: date, left: Sequence[date], *, work_days: str = MONDAY_TO_FRIDAY) -> int:
    """How many of the weeks left over, oldest first, count for this date: the number of the last one that does."""
    return bisect_right(left, last_week_for(day, work_days=work_days))


def date_with_weeks(
    day: date, *, starts_on: date, weeks: int, absent: Collection[date], work_days: str = MONDAY_TO_FRIDAY
) -> date:
    """`day`, or the first day so many whole weeks later for which `weeks` full weeks of the plan count.

    `absent` are the weeks wholly on leave, of which none counts. It is how leave moves a step's date.
    """
    moved = day
    while len(left_over(full_weeks(starts_on, moved, work_days=work_days), absent)) < weeks:
        moved += WEEK
    return moved


@dataclass(frozen=True, slots=True)
class DaysOff:
    """When a rep does not work: outside the team's work days, and on leave, in pauses and on holidays.

    `spans` are first and last days, both included.
    """

    work_days: str = MONDAY_TO_FRIDAY
    spans: tuple[tuple[date, date], ...] = ()

    def is_at_work(self, day: date) -> bool:
        """Whether the rep works on this day."""
        is_work_day = str(day.isoweekday()) in (self.work_days or MONDAY_TO_FRIDAY)
        return is_work_day and not any(first <= day <= last for first, last in self.spans)

    def worked(self, week: date) -> Fraction:
        """The share of the work days of this week that was worked, 0 to 1, exactly."""
        gone = away(week, self.spans, self.work_days)
        return Fraction(gone.of - gone.days, gone.of)


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """A full week of a plan that was not wholly absent, and the share of it that was worked, above 0 up to 1."""

    starts_on: date
    worked: Fraction


def counted_weeks(starts_on: date, ends_on: date, days_off: DaysOff) -> tuple[CountedWeek, ...]:
    """The weeks of a plan that are numbered from 1: its full weeks, without those wholly absent."""
    mondays = full_weeks(starts_on, ends_on, work_days=days_off.work_days)
    shares = ((week, days_off.worked(week)) for week in mondays)
    return tuple(CountedWeek(week, worked) for week, worked in shares if worked)
