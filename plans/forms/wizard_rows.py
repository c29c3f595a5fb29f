"""The rows of the staircase as they were typed: text that grows, shrinks and is rearranged before it is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from plans.calculations.drawing.slider import Scale
from plans.models import Milestone
from plans.models.milestone import MOST_MILESTONES

MOST_TARGET = Decimal(10) ** 9
ROW_FIELDS = ("pk", "measure", "title", "metric", "target", "run_weeks", "due_on")
DATE_FIELDS = ("starts_on", "ends_on")

Row = dict[str, str]


@dataclass(frozen=True)
class Typed:
    """What stands in the fields of the page."""

    rows: list[Row]
    dates: Row = field(default_factory=dict)

    def with_row_added(self) -> "Typed":
        """One empty row more, before the last, which stays the end of the way; none where there are as many as a plan has."""
        if len(self.rows) >= MOST_MILESTONES:
            return self
        *before, last = self.rows
        rows = [*before, {"measure": str(Milestone.Measure.METRIC)}, last]
        return replace(self, rows=rows)

    def with_row_first(self, row: Row) -> "Typed":
        """This row before all others; none where there are as many as a plan has."""
        if len(self.rows) >= MOST_MILESTONES:
            return self
        return replace(self, rows=[row, *self.rows])

    def with_row_removed(self, place: int) -> "Typed":
        """One row less; the only row stays."""
        if len(self.rows) < 2 or not 0 <= place < len(self.rows):
            return self
        return replace(self, rows=[*self.rows[:place], *self.rows[place + 1 :]])


def typed_of(data: QueryDict) -> Typed:
    """What was sent, as text."""
    rows = [
        {name: str(data[key]) for name in ROW_FIELDS if (key := f"step-{place}-{name}") in data}
        for place in range(row_count(data))
    ]
    return Typed(rows, {name: str(data[name]) for name in DATE_FIELDS if name in data})


def row_count(data: Mapping[str, object]) -> int:
    """How many rows were sent, 1 to 5 whatever was written there."""
    try:
        count = int(str(data.get("steps", "1")))
    except ValueError:
        count = 1
    return min(max(count, 1), MOST_MILESTONES)


def day_of(text: object) -> date | None:
    """A day as it was typed; None where it is none, or too far off to count from."""
    try:
        day = text if isinstance(text, date) else date.fromisoformat(str(text))
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= date(2200, 1, 1) else None


def number_of(value: object) -> Decimal | None:
    """A number as it was typed; None where it is none."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() and 0 <= number < MOST_TARGET else None


def shown_rows(steps: Sequence[Milestone], scale: Scale) -> list[dict[str, Any]]:
    """Stored steps as rows of the form, their targets as they are read."""
    return [_shown(step, scale) for step in steps]


def _shown(step: Milestone, scale: Scale) -> dict[str, Any]:
    is_focus = step.measure == Milestone.Measure.METRIC
    shown = None
    if step.target is not None:
        shown = f"{(scale.shown(step.target) if is_focus else step.target).normalize():f}"
    return {
        "pk": step.pk,
        "measure": step.measure,
        "title": step.title,
        "metric": step.metric_id,
        "target": shown,
        "run_weeks": step.run_weeks,
        "due_on": step.due_on,
    }
