"""The complete weeks that a page of numbers shows: the last few, a quarter, or between two days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salesgym.numbers.calculations.weeks.calendar import WEEK, last_complete_week, monday

# Three years; more weeks would make the page unreadable.
MOST_WEEKS = 157
DATES = "dates"


class Preset(StrEnum):
    """Named periods, relative to the current day."""

    FOUR = "4"
    THIRTEEN = "13"
    TWENTY_SIX = "26"
    FIFTY_TWO = "52"
    QUARTER = "quarter"
    LAST_QUARTER = "last-quarter"


USUAL = Preset.THIRTEEN


class Trouble(StrEnum):
    """What can be wrong with two days."""

    NOT_A_DATE = "not_a_date"
    BACKWARDS = "backwards"
    NOT_OVER = "not_over"
    TOO_LONG = "too_long"


class NotAPeriod(Exception):
    """These two days are no valid period; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive complete weeks: first Monday and number. `key` is a preset's key or "dates"."""

    key: str
    first: date
    weeks: int

    @property
    def until(self) -> date:
        """The Monday after the last week, as the queries take it."""
        return self.first + WEEK * self.weeks

    @property
    def ends_on(self) -> date:
        """The Sunday of its last week."""
        return self.until - timedelta(days=1)

    @property
    def mondays(self) -> tuple[date, ...]:
        """The Mondays of its weeks, oldest first."""
        return tuple(self.first + WEEK * place for place in range(self.weeks))


def preset(key: Preset, *, on: date) -> Period:
    """The complete weeks of a named period, as of this day. A new quarter may have none yet."""
    last = last_complete_week(on)
    if key is Preset.QUARTER:
        return _between(key, _first_monday(_quarter(on)), last)
    if key is Preset.LAST_QUARTER:
        begins = _quarter(on)
        return _between(key, _first_monday(_quarter_before(begins)), _first_monday(begins) - WEEK, last)
    return _between(key, last - WEEK * (int(key) - 1), last)


def between(starts_on: date, ends_on: date, *, on: date) -> Period:
    """The complete weeks from the week of one day to the week of another. Raises NotAPeriod."""
    if starts_on > ends_on:
        raise NotAPeriod(Trouble.BACKWARDS)
    found = _between(DATES, monday(starts_on), monday(ends_on), last_complete_week(on))
    if not found.weeks:
        raise NotAPeriod(Trouble.NOT_OVER)
    if found.weeks > MOST_WEEKS:
        raise NotAPeriod(Trouble.TOO_LONG)
    return found


def _between(key: str, first: date, *last: date) -> Period:
    """The weeks from Monday `first` to the earliest Monday in `last`; none where that is before `first`."""
    return Period(key, first, max((min(last) - first).days // 7 + 1, 0))


def _quarter(day: date) -> date:
    """The first day of the quarter of this day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarter_before(begins: date) -> date:
    return date(begins.year - 1, 10, 1) if begins.month == 1 else date(begins.year, begins.month - 3, 1)


def _first_monday(day: date) -> date:
    """The first Monday from this day on."""
    return day if day == monday(day) else monday(day) + WEEK
