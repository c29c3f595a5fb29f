"""A page of numbers as rows of a file: counts and rates in columns of their own, or one stored value a line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.cells.csv_text import Cell
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import Week, Window
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.queries.numbers_file import RepWeeks, StoredValue
from salesgym.numbers.queries.team_numbers import RepRow

Row = Sequence[Cell]
# The import of weekly numbers reads these names again, so they are the same in every language.
LONG_HEADER = ("Owner", "Owner email", "Week", "Metric", "Value", "Source", "Also typed")
RATE_DIGITS = Decimal("0.000001")


def long_rows(values: Iterable[StoredValue]) -> Iterator[Row]:
    """One stored value a line: what the import takes in again. What was typed where an import counts stands last."""
    yield LONG_HEADER
    sources = {value: str(label) for value, label in WeeklyValue.Source.choices}
    for name, email, week, metric, value, source, typed in values:
        yield (name, email, week, metric, value, sources[source], typed)


def weekly_rows(weeks: RepWeeks, *, currency: str) -> Iterator[Row]:
    """One line a week of a rep, the oldest first: each metric, and for a rate what it was worked out from."""
    yield ("Owner", "Owner email", "Week", "Days away", *headings(weeks.metrics, currency))
    for place, day in enumerate(weeks.period.mondays):
        numbers = [(metric, weeks.series[metric.pk].weeks[place]) for metric in weeks.metrics]
        away = numbers[0][1].days_away if numbers else 0
        row = (cell for metric, week in numbers for cell in values(metric, week))
        yield (weeks.rep.name, weeks.rep.email, day, away, *row)


def team_rows(
    rows: Iterable[RepRow], columns: Sequence[Metric], period: Period, *, currency: str
) -> Iterator[Row]:
    """One line a rep, in the given order: all the weeks together."""
    yield ("Rep", "Email", "Team", "Job role", "From", "To", *headings(columns, currency))
    for row in rows:
        pairs = zip(columns, row.windows, strict=True)
        numbers = (cell for metric, window in pairs for cell in values(metric, window))
        yield (row.name, row.email, row.team, row.role, period.first, period.ends_on, *numbers)


def headings(metrics: Sequence[Metric], currency: str) -> list[str]:
    """The columns of these metrics: one for a count, three for a rate."""
    return [heading for metric in metrics for heading in _headings(metric, currency)]


def values(metric: Metric, number: Week | Window) -> list[Cell]:
    """The cells under a metric's headings; empty where nothing is known."""
    if metric.has_denominator:
        value = None if number.value is None else number.value.quantize(RATE_DIGITS)
        has_parts = not isinstance(number, Window) or number.weeks
        return [value, number.numerator if has_parts else None, number.denominator if has_parts else None]
    if isinstance(number, Window):
        return [number.numerator if number.weeks else None]
    return [number.value]


def _headings(metric: Metric, currency: str) -> list[str]:
    if metric.has_denominator:
        return [metric.name, *(text % {"rate": metric.name} for text in _parts().values())]
    return [f"{metric.name} ({currency})" if metric.kind == Metric.Kind.MONEY else metric.name]


def _parts() -> Mapping[str, str]:
    return {"part": _("%(rate)s, counted"), "whole": _("%(rate)s, out of")}
