"""A page of numbers as rows of a file: counts and rates in columns of their own, or one stored value a line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.cells.csv_text import Cell
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import Week, Window
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.queries.scorecard import metrics, weekly_series
from salesgym.numbers.queries.team_numbers import TeamNumbers
from salesgym.people.models import User

Row = Sequence[Cell]
# These are read again by the import of weekly numbers, so they are the same in every language.
LONG_HEADER = ("Owner", "Owner email", "Week", "Metric", "Value", "Source")
CHUNK = 2000
RATE_DIGITS = Decimal("0.000001")


def long_rows(rep_ids: Collection[int], period: Period) -> Iterator[Row]:
    """Every stored value of these people and weeks, one a line: what the import takes in again."""
    yield LONG_HEADER
    found = WeeklyValue.objects.filter(
        rep__in=rep_ids, week_start__gte=period.first, week_start__lt=period.until
    ).order_by("rep__name", "rep_id", "week_start", "metric__position", "metric_id")
    fields = ("rep__name", "rep__email", "week_start", "metric__name", "value", "source")
    sources = {value: str(label) for value, label in WeeklyValue.Source.choices}
    for *row, source in found.values_list(*fields).iterator(chunk_size=CHUNK):
        yield (*row, sources[source])


def weekly_rows(rep: User, period: Period, *, currency: str) -> Iterator[Row]:
    """One line a week of a rep, the oldest first: each metric, and for a rate what it was worked out from."""
    known = list(metrics().values())
    series = weekly_series([rep.pk], known, until=period.until, weeks=period.weeks)
    yield ("Owner", "Owner email", "Week", "Days away", *headings(known, currency))
    for place, day in enumerate(period.mondays):
        weeks = [(metric, series[rep.pk, metric.pk].weeks[place]) for metric in known]
        away = weeks[0][1].days_away if weeks else 0
        yield (
            rep.name,
            rep.email,
            day,
            away,
            *(cell for metric, week in weeks for cell in values(metric, week)),
        )


def team_rows(found: TeamNumbers, period: Period, *, currency: str) -> Iterator[Row]:
    """One line a rep, in the order of the page: all the weeks together."""
    yield ("Rep", "Email", "Team", "Job role", "From", "To", *headings(found.columns, currency))
    for line in found.lines:
        pairs = zip(found.columns, line.windows, strict=True)
        numbers = (cell for metric, window in pairs for cell in values(metric, window))
        yield (line.name, line.email, line.team, line.role, period.first, period.ends_on, *numbers)


def headings(known: Sequence[Metric], currency: str) -> list[str]:
    """The columns of these metrics: one for a count, three for a rate."""
    return [heading for metric in known for heading in _headings(metric, currency)]


def values(metric: Metric, found: Week | Window) -> list[Cell]:
    """The cells under a metric's headings; empty where nothing is known."""
    if metric.has_denominator:
        value = None if found.value is None else found.value.quantize(RATE_DIGITS)
        has_parts = not isinstance(found, Window) or found.weeks
        return [value, found.numerator if has_parts else None, found.denominator if has_parts else None]
    if isinstance(found, Window):
        return [found.numerator if found.weeks else None]
    return [found.value]


def _headings(metric: Metric, currency: str) -> list[str]:
    if metric.has_denominator:
        return [metric.name, *(text % {"rate": metric.name} for text in _parts().values())]
    return [f"{metric.name} ({currency})" if metric.kind == Metric.Kind.MONEY else metric.name]


def _parts() -> Mapping[str, str]:
    return {"part": _("%(rate)s, counted"), "whole": _("%(rate)s, out of")}
