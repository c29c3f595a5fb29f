"""The rows of the staircase as they were typed: text that grows, shrinks and is rearranged before it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from plans.models import Milestone
from plans.models.milestone import MOST_MILESTONES

ROW_FIELDS = ("pk", "measure", "title", "metric", "target", "due_on")
DATE_FIELDS = ("starts_on", "ends_on", "window_weeks")

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
