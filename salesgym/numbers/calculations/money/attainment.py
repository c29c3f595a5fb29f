"""A rep's number (quota) for a month or a quarter: the amount, how much is in, how much time is left.

- A number of the rep's own (typed or imported) counts as it is.
- Without one the number of their job role counts. It is reduced in proportion to the days of the period
  before the end of their ramp, which begins on the day they joined; a period within the ramp has no number.
- Months are calendar months. A role's quarter is a calendar quarter; a quarter of the rep's own may begin
  with any month, as fiscal years do.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")
MONTH = 1
QUARTER = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One month or three; begins with the first day of a month."""

    starts_on: date
    months: int

    @property
    def ends_on(self) -> date:
        return months_later(self.starts_on, self.months) - DAY

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def holds_week(self, week_start: date) -> bool:
        """True where every day of this week lies in the period."""
        return self.holds(week_start) and self.holds(week_start + 6 * DAY)


def unknown_weeks_to(period: Period, known: Collection[date], since: date | None = None) -> date | None:
    """The last day of the last week in the period that nobody knows although a later one is known; None without one.

    `known` are the Mondays that are known. Weeks that end before the day `since` are nobody's. Those after the newest known
    week are still to come in.
    """
    inside = {week for week in known if period.holds_week(week)}
    if not inside:
        return None
    week, first = max(inside) - 7 * DAY, max(period.starts_on, since or period.starts_on)
    while period.holds_week(week) and week + 6 * DAY >= first:
        if week not in inside:
            return week + 6 * DAY
        week -= 7 * DAY
    return None


@dataclass(frozen=True, slots=True)
class Number:
    """A quota for a period, in major units of the organization's currency.

    `quota` is for the whole period; `amount` is the part that counts, which is less only during the ramp.
    """

    period: Period
    quota: Decimal
    amount: Decimal
    is_own: bool
    ramp_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working days left, today included; `weeks` is the same in whole weeks, 0 up to one week's days."""

    days: int
    weeks: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One period of a rep: the number, what is in (None where nothing is known), the time left.

    `unknown_to` is the last day of the period up to which nobody knows all deals that were won, or the revenue of all
    weeks: at least `won` is in.
    """

    number: Number
    won: Decimal | None
    from_deals: bool
    deals: int
    without_amount: int
    other_currencies: Mapping[str, int]
    left: TimeLeft
    unknown_to: date | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent that is in; None where nothing is known, and inside the ramp, where there is no number."""
        if self.won is None or not self.number.amount:
            return None
        return percent_in(self.won, self.number.amount)

    @property
    def is_in_ramp(self) -> bool:
        return not self.number.amount


def months_later(first: date, months: int) -> date:
    """The first day of the month `months` later, or earlier if negative."""
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def calendar_period(on: date, months: int) -> Period:
    """The calendar month (1) or quarter (3) that contains a day."""
    return Period(date(on.year, on.month - (on.month - 1) % months, 1), months)


def ramp_end(joined_on: date | None, weeks: int) -> date | None:
    """The first day after the ramp; None where the day of joining is unknown, so that there is no ramp."""
    return None if joined_on is None else joined_on + timedelta(weeks=weeks)


def days_past_ramp(period: Period, ramp_ends_on: date | None) -> int:
    """How many days of the period lie after the ramp, 0 or more."""
    first = period.starts_on if ramp_ends_on is None else max(period.starts_on, ramp_ends_on)
    return max((period.ends_on - first).days + 1, 0)


def prorated(quota: Decimal, period: Period, ramp_ends_on: date | None) -> Decimal:
    """The quota times the share of days after the ramp, to the cent; from 0 to the quota."""
    share = quota * days_past_ramp(period, ramp_ends_on) / period.days
    return min(share.quantize(CENT), quota)


def of_role(quota: Decimal | None, months: int, ramp_ends_on: date | None, *, on: date) -> Number | None:
    """The job role's number for the period of this day; its amount is 0 inside the ramp."""
    if not quota:
        return None
    period = calendar_period(on, months)
    in_ramp = ramp_ends_on if ramp_ends_on and ramp_ends_on > period.starts_on else None
    return Number(period, quota, prorated(quota, period, in_ramp), is_own=False, ramp_ends_on=in_ramp)


def of_the_reps_own(quotas: Iterable[tuple[Period, Decimal]], *, on: date) -> list[Number]:
    """The rep's own numbers for this day: quarter, then month; of overlapping quarters the later one."""
    running = sorted((quota for quota in quotas if quota[0].holds(on)), key=lambda quota: quota[0])
    newest = {period.months: (period, quota) for period, quota in running}
    return [
        Number(period, quota, quota, is_own=True)
        for months in (QUARTER, MONTH)
        if months in newest
        for period, quota in [newest[months]]
    ]


def percent_in(won: Decimal, amount: Decimal) -> int:
    """Whole percent of the number that is in, rounded down, so that 100 means all of it."""
    return int((100 * won / amount).to_integral_value(rounding=ROUND_FLOOR))


def time_left(
    period: Period, *, on: date, work_days: Collection[int], holidays: Collection[date] = ()
) -> TimeLeft:
    """What is left of the period on a day. Work days are ISO weekdays, Monday is 1."""
    first = max(on, period.starts_on)
    ahead = (first + offset * DAY for offset in range(max((period.ends_on - first).days + 1, 0)))
    days = sum(day.isoweekday() in work_days and day not in holidays for day in ahead)
    a_week = len(work_days) or 1
    weeks = max((2 * days + a_week) // (2 * a_week), 1) if days > a_week else 0
    return TimeLeft(days, weeks, is_over=on > period.ends_on)
