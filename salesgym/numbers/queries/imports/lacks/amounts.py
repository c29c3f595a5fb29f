"""Won deals of a file without an amount."""

from collections.abc import Iterator

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Deal, Import, StagedDeal


def without(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """Won deals whose amount nobody wrote down, or as zero: they are wins, and count in no average."""
    won = StagedDeal.objects.filter(StagedDeal.GOES_IN, file=file, stage=Deal.Stage.WON)
    rows = won.exclude(Deal.HAS_AMOUNT).order_by("line")
    lines = tuple(rows.values_list("line", flat=True)[:MOST_LINES])
    if lines:
        yield Lack(Code.NO_AMOUNT, lines, count=rows.count())
