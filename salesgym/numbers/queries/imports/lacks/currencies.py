"""Deals of a file whose money is in another currency than the organization's."""

from collections.abc import Iterator

from django.db.models import Count, Q

from salesgym.numbers.calculations.importing.cells.currency import UNKNOWN
from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Import, StagedDeal, Verdict
from salesgym.people.models import Organization

LEAVE_OUT_OF_MONEY = "leave_out_of_money"
AS_THEY_ARE = "as_they_are"
# Lines of one deal that contradict each other may differ in currency alone: taken as they are, they go in.
ASKED_ABOUT = StagedDeal.GOES_IN | Q(verdict=Verdict.REFUSED, owner__isnull=False)


def other(file: Import, decisions: Decisions) -> Iterator[Lack]:
    """Deals in other currencies: their amounts are never added to the organization's without a choice."""
    rows = StagedDeal.objects.filter(ASKED_ABOUT, file=file).exclude(file_currency="")
    found = list(rows.values("file_currency").annotate(n=Count("pk")).order_by("-n", "file_currency"))
    if found:
        known = [row for row in found if row["file_currency"] != UNKNOWN]
        yield Lack(
            Code.OTHER_CURRENCY,
            tuple(rows.order_by("line").values_list("line", flat=True)[:MOST_LINES]),
            count=sum(row["n"] for row in found),
            options=(LEAVE_OUT_OF_MONEY, AS_THEY_ARE),
            is_asked=True,
            details={
                "currencies": ", ".join(f"{row['file_currency']} ({row['n']:,})" for row in known),
                "unknown": str(sum(row["n"] for row in found if row not in known) or ""),
                "own": Organization.objects.current().currency,
            },
        )
