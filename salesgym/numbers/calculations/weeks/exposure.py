"""How much of a week somebody was there for: leave takes work days away, holidays are everybody's and do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MONDAY_TO_FRIDAY = "12345"
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Away:
    """Leave in one week: on how many of its work days."""

    days: int = 0
    of: int = len(MONDAY_TO_FRIDAY)

    @property
    def exposure(self) -> Decimal:
        """The share of the week's work days on which he was not away, 0 to 1."""
        return Decimal(self.of - self.days) / Decimal(self.of) if self.days else WHOLE

    @property
    def is_whole_week(self) -> bool:
        return self.days == self.of


AT_WORK = Away()


def away(week_start: date, leaves: Iterable[tuple[date, date]], work_days: str) -> Away:
    """Leave in the week from this Monday on.

    `leaves` are first and last days, both included; `work_days` are ISO weekdays as digits, Monday is 1.
    """
    days = [week_start + timedelta(days=int(digit) - 1) for digit in work_days or MONDAY_TO_FRIDAY]
    spans = list(leaves)
    gone = sum(any(first <= day <= last for first, last in spans) for day in days)
    return Away(gone, len(days))
