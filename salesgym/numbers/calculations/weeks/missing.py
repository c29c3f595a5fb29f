"""Groups missing weeks into runs, so that several in a row are shown as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from salesgym.numbers.calculations.weeks.calendar import WEEK


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive missing weeks, by the Mondays of the first and the last."""

    first: date
    last: date

    @property
    def weeks(self) -> int:
        return (self.last - self.first) // WEEK + 1


def runs(mondays: Iterable[date]) -> list[Run]:
    """These weeks, grouped into runs, oldest first."""
    found: list[Run] = []
    for monday in sorted(mondays):
        if found and found[-1].last + WEEK == monday:
            found[-1] = Run(found[-1].first, monday)
        else:
            found.append(Run(monday, monday))
    return found
