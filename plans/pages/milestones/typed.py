"""A staircase as it stands in the form: the fields' values, as far as they can be read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.models import Milestone

METRIC = str(Milestone.Measure.METRIC)


@dataclass(frozen=True)
class TypedStep:
    """One step. `shown` is the number as it is read, `target` the stored one, for the plan's own number alone.

    `counted` names what is counted since the start; empty for a step that counts nothing of its own.
    """

    kind: str
    shown: Decimal | None
    target: Decimal | None
    due_on: date | None
    title: str
    run_weeks: int | None = None
    counted: str = ""

    @property
    def is_focus(self) -> bool:
        """True for a step of the plan's own number."""
        return self.kind == METRIC


@dataclass(frozen=True)
class TypedStaircase:
    """The dates and the steps in their order."""

    starts_on: date | None
    ends_on: date | None
    steps: tuple[TypedStep, ...]
    has_errors: bool = False

    def weeks(self, *, counts_from: date | None) -> int | None:
        """How many whole weeks count up to the last day; None while the dates give none.

        They count from the first day on, for an extension from `counts_from`, the first day of the plan it extends.
        """
        if self.starts_on is None or self.ends_on is None or self.ends_on <= self.starts_on:
            return None
        return (self.ends_on - (counts_from or self.starts_on)).days // 7
