"""Turns lines of a file into rows of the staging tables."""

from collections.abc import Callable, Mapping

from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.layout import Kind, Layout, Line
from salesgym.numbers.calculations.importing.rows.deals import WITHOUT_ID, deal_reader
from salesgym.numbers.calculations.importing.rows.quotas import quota_reader
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.money.units import to_minor
from salesgym.numbers.models import Deal, Import, Metric
from salesgym.numbers.queries.imports.lacks.currencies import AS_THEY_ARE
from salesgym.numbers.queries.imports.owners import owner_key
from salesgym.people.models import Organization

DEAL_FIELDS = [
    "file",
    "line",
    "external_id",
    "facts_key",
    "owner_key",
    "name",
    "stage",
    "amount_minor",
    "currency",
    "file_currency",
    "opened_on",
    "closed_on",
    "verdict",
]
VALUE_FIELDS = ["file", "line", "owner_key", "metric", "starts_on", "months", "value", "day"]

# Turns a line into rows of the staging table; no rows where the line is left out on purpose.
Reader = Callable[[Line], list[tuple[object, ...]]]


def reader_of(file: Import, layout: Layout) -> Reader:
    """A function that reads the lines of this file; it raises Unreadable for a line that cannot be read."""
    if layout.kind is Kind.DEALS:
        return _deals(file, layout)
    if layout.kind is Kind.QUOTAS:
        return _quotas(file.pk, layout)
    return _values(file.pk, layout)


def _deals(file: Import, layout: Layout) -> Reader:
    own, file_id = Organization.objects.current().currency, file.pk
    read, is_one = (
        deal_reader(layout, own, is_keyed=_is_keyed(file, layout)),
        are_one(file.decisions.get("chosen", {})),
    )

    def rows(line: Line) -> list[tuple[object, ...]]:
        deal = read(line)
        if deal is None:
            return []
        other = deal.currency if deal.currency != own else ""
        currency = own if is_one else other or own
        amount = None if deal.amount is None else to_minor(deal.amount, currency)
        key = owner_key(deal.owner)
        told = (deal.external_id, deal.facts_key, key, deal.name, deal.stage.value, amount, currency, other)
        return [(file_id, line.number, *told, deal.opened_on, deal.closed_on, "")]

    return rows


def _is_keyed(file: Import, layout: Layout) -> bool:
    """Whether lines with an ID are looked for by their key, as their source has deals without IDs."""
    if layout.is_without_id or file.source_id is None:
        return False
    return Deal.everything.filter(source=file.source_id, external_id__startswith=WITHOUT_ID).exists()


def are_one(chosen: Mapping[str, str]) -> bool:
    """Whether somebody chose to take amounts of other currencies as the organization's. They are never else."""
    return chosen.get(Code.OTHER_CURRENCY) == AS_THEY_ARE


def _values(file_id: int, layout: Layout) -> Reader:
    metrics = list(Metric.objects.typed())
    ids: Mapping[str, int] = {metric.key: metric.pk for metric in metrics}
    read = value_reader(layout, in_points={metric.key for metric in metrics if metric.is_in_points})

    def rows(line: Line) -> list[tuple[object, ...]]:
        return [
            (
                file_id,
                line.number,
                owner_key(row.owner),
                ids[row.metric],
                row.week_start,
                0,
                row.value,
                row.day,
            )
            for row in read(line)
            if row.metric in ids
        ]

    return rows


def _quotas(file_id: int, layout: Layout) -> Reader:
    read = quota_reader(layout)

    def rows(line: Line) -> list[tuple[object, ...]]:
        return [
            (file_id, line.number, owner_key(row.owner), None, row.starts_on, row.months, row.amount, None)
            for row in read(line)
        ]

    return rows
