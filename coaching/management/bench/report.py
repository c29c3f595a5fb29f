"""Prints each budget and its measured value as a table, and writes them as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WIDTH = 52


@dataclass(frozen=True, slots=True)
class Line:
    """One budget. `value` is None where nothing was measured, and `note` says why."""

    budget: str
    what: str
    value: float | None
    limit: float | None
    unit: str = ""
    note: str = ""
    slack: float = 1.0

    @property
    def is_met(self) -> bool | None:
        """Whether the value is at most the limit times the slack; None without a value or a limit."""
        if self.value is None or self.limit is None:
            return None
        return self.value <= self.limit * self.slack

    @property
    def verdict(self) -> str:
        """Met, met with slack, not measured, or how far off: not met (1.3 x the limit). In lower case."""
        if self.is_met is None:
            return "" if self.value is not None else "not measured"
        if self.is_met:
            return "met" if self.limit is not None and (self.value or 0) <= self.limit else "met with slack"
        return f"not met{self._times_over}"

    @property
    def _times_over(self) -> str:
        if self.value is None or not self.limit or self.limit < 0:
            return ""
        return f" ({self.value / self.limit:.1f} x the limit)"


def is_broken(lines: Sequence[Line]) -> bool:
    """Whether a budget is not met, its slack included; what was not measured breaks nothing."""
    return any(line.is_met is False for line in lines)


def table(lines: Sequence[Line]) -> str:
    """The table: a line for each budget."""
    rows = [
        (line.budget, line.what, _number(line.value, line.unit), _limit(line), line.verdict, line.note)
        for line in lines
    ]
    return "\n".join(
        f"{budget:4} {what:{WIDTH}} {value:>15} {limit:>18}  {verdict}{f'  [{note}]' if note else ''}"
        for budget, what, value, limit, verdict, note in rows
    )


def write(path: Path, lines: Sequence[Line], **facts: Any) -> None:
    """Write the run's facts and budgets as JSON; makes missing folders, replaces an older report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [{**asdict(line), "is_met": line.is_met} for line in lines]
    path.write_text(json.dumps({**facts, "budgets": told}, indent=2) + "\n")


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    figure = (
        f"{value:,.0f}"
        if unit in {"buffers", "elements"}
        else f"{value:.2f}"
        if abs(value) < 10
        else f"{value:.1f}"
    )
    return f"{figure} {unit}".strip()


def _limit(line: Line) -> str:
    return "" if line.limit is None else f"<= {_number(line.limit, line.unit)}"
