"""The table of a manager's team: reps as rows, metrics as columns, over the same weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import cells
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.queries.scorecard import Freshness
from salesgym.numbers.queries.team_numbers import BY_NAME, BY_ROLE, BY_TEAM, RepRow, TeamFilter, TeamNumbers

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayer, Sayers


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One rep with a cell for each column."""

    pk: int
    name: str
    team: str
    role: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TeamTable:
    """The whole table, its lines in order. `sort` and `is_descending` are what they were sorted by.

    `people` counts everybody whom the reader manages, `together` has everybody in the list as one.
    """

    columns: tuple[Metric, ...]
    metrics: tuple[Metric, ...]
    lines: tuple[TeamLine, ...]
    together: tuple[Cell, ...]
    people: int
    teams: Mapping[str, str]
    roles: Mapping[str, str]
    freshness: Freshness | None
    sort: str
    is_descending: bool


def build(numbers: TeamNumbers, chosen: TeamFilter, *, say: "Sayers") -> TeamTable:
    """The table of these numbers in the chosen order; by name where the chosen column is not shown."""
    sort = _sort(numbers, chosen)
    return TeamTable(
        columns=numbers.columns,
        metrics=numbers.metrics,
        lines=tuple(_line(row, numbers.columns, say) for row in in_order(numbers, chosen)),
        together=tuple(
            _together(numbers.rows, place, metric, say(metric))
            for place, metric in enumerate(numbers.columns)
        ),
        people=numbers.people,
        teams=numbers.teams,
        roles=numbers.roles,
        freshness=numbers.freshness,
        sort=sort,
        is_descending=chosen.is_descending and sort == chosen.sort,
    )


def in_order(numbers: TeamNumbers, chosen: TeamFilter) -> list[RepRow]:
    """The rows in the chosen order, by name without one. Those without a value come last in both directions."""
    sort = _sort(numbers, chosen)
    is_descending = chosen.is_descending and sort == chosen.sort
    if sort in {BY_NAME, BY_TEAM, BY_ROLE}:
        words = {BY_NAME: lambda row: "", BY_TEAM: lambda row: row.team, BY_ROLE: lambda row: row.role}
        return sorted(
            numbers.rows,
            key=lambda row: (words[sort](row).casefold(), row.name.casefold(), row.pk),
            reverse=is_descending,
        )
    place = [metric.key for metric in numbers.columns].index(sort)
    with_value = [row for row in numbers.rows if sort_value(row, place) is not None]
    without = [row for row in numbers.rows if sort_value(row, place) is None]
    # Sorting keeps the order of equals, so that equal values stay in the order of names.
    return [*sorted(with_value, key=lambda row: sort_value(row, place) or 0, reverse=is_descending), *without]


def sort_value(row: RepRow, place: int) -> Decimal | None:
    """The big number of this cell: the rate, or the sum of a count."""
    window = row.windows[place]
    if not window.weeks:
        return None
    return window.numerator if window.denominator is None else window.value


def _sort(numbers: TeamNumbers, chosen: TeamFilter) -> str:
    shown = {BY_NAME, BY_TEAM, BY_ROLE, *(metric.key for metric in numbers.columns)}
    return chosen.sort if chosen.sort in shown else BY_NAME


def _line(row: RepRow, columns: Sequence[Metric], say: "Sayers") -> TeamLine:
    return TeamLine(
        pk=row.pk,
        name=row.name,
        team=row.team,
        role=row.role,
        cells=tuple(
            cells.of_window(window, metric, say(metric))
            for window, metric in zip(row.windows, columns, strict=True)
        ),
    )


def _together(rows: Sequence[RepRow], place: int, metric: Metric, say: "Sayer") -> Cell:
    """Everybody in the list as one: sums are added up, rates are worked out from the sums."""
    windows = [row.windows[place] for row in rows if row.windows[place].weeks]
    numerator = sum((window.numerator for window in windows), Decimal())
    weeks = sum(window.weeks for window in windows)
    exposure = sum((window.exposure for window in windows), Decimal())
    if not metric.has_denominator:
        mean = rates.rate(numerator, exposure)
        return cells.of_window(Window(None, weeks, numerator, None, mean, exposure), metric, say)
    denominator = sum((window.denominator or Decimal() for window in windows), Decimal())
    window = Window(None, weeks, numerator, denominator, rates.rate(numerator, denominator), exposure)
    return cells.of_window(window, metric, say)
