"""The share of a week that a person worked. Leave reduces it; holidays do not, as everybody has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MONDAY_TO_FRIDAY = "12345"
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Away:
    """Days of leave in one week, and its work days."""

    days: int = 0
    of: int = len(MONDAY_TO_FRIDAY)

    @property
    def exposure(self) -> Decimal:
        """The share of the week's work days on which the person was not on leave, 0 to 1."""
        return Decimal(self.of - self.days) / Decimal(self.of) if self.days else WHOLE

    @property
    def is_whole_week(self) -> bool:
        return self.days == self.of


AT_WORK = Away()


def away(week_start: date, leaves: Iterable[tuple[date, date]], work_days: str) -> Away:
    """The leave in the week that begins on this Monday.

    `leaves` are first and last days, both included; `work_days` are ISO weekdays as digits, Monday is 1.
    """
    days = [week_start + timedelta(days=int(digit) - 1) for digit in work_days or MONDAY_TO_FRIDAY]
    spans = list(leaves)
    gone = sum(any(first <= day <= last for first, last in spans) for day in days)
    return Away(gone, len(days))
