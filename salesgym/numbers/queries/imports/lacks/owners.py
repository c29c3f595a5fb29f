"""Closed deals of which the file names another owner than the one they have: how many, what they come to, and when."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from salesgym.numbers.calculations.importing.lacks import MOST_LINES, Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Deal, Import, Source, StagedDeal

KEEP, MOVE = "keep", "move"
PAIRS_NAMED = 3
WON = Q(stage=Deal.Stage.WON)
# The owner of these deals was kept before, when a file named the same other one.
IS_KEPT = Q(known__kept_from=F("file_owner"))


def changed(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """One about deals that nobody decided on, which is asked, and one about those that were kept before."""
    if file.kind != Source.Kind.DEALS:
        return
    rows = StagedDeal.objects.filter(file=file, file_owner__isnull=False, known__isnull=False).order_by()
    kept = list(rows.filter(IS_KEPT).values_list("pk", flat=True))
    for code, found in (
        (Code.CLOSED_OWNER, rows.exclude(pk__in=kept)),
        (Code.KEPT_OWNER, rows.filter(pk__in=kept)),
    ):
        count = found.count()
        if count:
            yield Lack(
                code,
                tuple(found.order_by("line").values_list("line", flat=True)[:MOST_LINES]),
                count=count,
                options=(KEEP, MOVE),
                is_asked=code is Code.CLOSED_OWNER,
                details=_details(found),
            )


def _details(found: QuerySet[StagedDeal]) -> dict[str, str]:
    """Won deals and their money in minor units by currency, first and last day of closing, and from whom to whom."""
    span = found.aggregate(first=Min("closed_on"), last=Max("closed_on"), won=Count("pk", filter=WON))
    money = (
        found.filter(WON, amount_minor__isnull=False)
        .values_list("currency")
        .annotate(amount=Sum("amount_minor"))
        .order_by("currency")
    )
    pairs = (
        found.values_list("known__owner__name", "file_owner__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "known__owner__name", "file_owner__name")
    )
    named = list(pairs[: PAIRS_NAMED + 1])
    return {
        "won": str(span["won"]),
        "money": ",".join(f"{currency}:{amount}" for currency, amount in money),
        "first": f"{span['first']}",
        "last": f"{span['last']}",
        "pairs": "\n".join(f"{before}\t{after}" for before, after, _n in named[:PAIRS_NAMED]),
        "more": str(len(named) > PAIRS_NAMED or ""),
    }
