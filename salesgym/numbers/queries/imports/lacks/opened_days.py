"""Deals of a file of which nobody knows when they were opened."""

from collections.abc import Iterator

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Import, StagedDeal


def without(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """Deals without an opened day: wins, losses and revenue count them, opportunities and days to close do not."""
    rows = StagedDeal.objects.filter(StagedDeal.GOES_IN, file=file, opened_on=None).order_by("line")
    lines = tuple(rows.values_list("line", flat=True)[:MOST_LINES])
    if lines:
        closed = rows.exclude(closed_on=None).count()
        yield Lack(Code.NO_OPENED_DAY, lines, count=rows.count(), details={"closed": str(closed)})
