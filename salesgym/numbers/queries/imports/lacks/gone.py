"""Known deals that a file of their source no longer has, though it covers their days and their owners."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db.models import F, Max, Min
from django.db.models.functions import Coalesce, Greatest, Least

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Deal, Import, Source, StagedDeal
from salesgym.numbers.queries.imports.dates import moves_source
from salesgym.numbers.queries.imports.owners import whose

KEEP, TAKE_OUT = "keep", "take_out"
NAMED = 5
# So many have a link on the page.
LINKED = 20
# Refusals of comparing: these lines are staged all the same, so their deals are known to be in the file.
STAGED_ALL_THE_SAME = (Trouble.UNKNOWN_OWNER, Trouble.TWO_OWNERS, Trouble.TWICE, Trouble.ALIKE)

# A file that was filtered lacks many: only where it has this share of what it could have, the others are gone.
LEAST_SHARE = 0.9
IDS_AT_ONCE = 5_000


def _lacking(ids: Iterator[int], found: Iterator[int]) -> tuple[list[int], int]:
    """The ids that are not among those found, both in ascending order, and how many ids there are; one at a time."""
    gone: list[int] = []
    count, at = 0, next(found, None)
    for pk in ids:
        count += 1
        while at is not None and at < pk:
            at = next(found, None)
        if at != pk:
            gone.append(pk)
    return gone, count


def deals(file: Import) -> list[tuple[int, str]]:
    """The ids and names of deals that are gone, those that closed last first; none where the file may be a part.

    A line that could not be read, or that was left out by its stage, may be any deal: then nothing is said. Nor where
    the source moves to now with the file: its span has moved, the known deals have not.
    """
    if file.kind != Source.Kind.DEALS or file.decisions.get("skipped") or moves_source(file):
        return []
    if file.refused_lines.exclude(trouble__in=STAGED_ALL_THE_SAME).exists():
        return []
    span = StagedDeal.objects.filter(file=file).aggregate(
        first=Min(Least("opened_on", "closed_on")), last=Max(Greatest("opened_on", "closed_on"))
    )
    if span["first"] is None:
        return []
    staged = StagedDeal.objects.filter(file=file).order_by()
    # No joins: the database knows little about rows staged just now.
    known = staged.exclude(known_id=None).order_by("known_id").values_list("known_id", flat=True)
    owners = list(staged.exclude(owner_id=None).values_list("owner_id", flat=True).distinct())
    inside = Deal.objects.alias(
        first=Coalesce("opened_on", "closed_on"), last=Coalesce("closed_on", "opened_on")
    ).filter(source=file.source, owner__in=owners, first__gte=span["first"], last__lte=span["last"])
    ids = inside.order_by("pk").values_list("pk", flat=True)
    gone, count = _lacking(ids.iterator(IDS_AT_ONCE), known.iterator(IDS_AT_ONCE))
    if not gone or count - len(gone) < LEAST_SHARE * count:
        return []
    own = whose(file.imported_by)
    told = Deal.objects.filter(pk__in=gone).order_by(F("closed_on").desc(nulls_last=True), "pk")
    return [
        (pk, name or external_id)
        for pk, name, external_id, owner_id in told.values_list("pk", "name", "external_id", "owner_id")
        if own is None or owner_id in own
    ]


def chosen_out(file: Import) -> list[int]:
    """The ids of the deals that this file takes out: those that it lacks, where somebody chose so.

    No query where nobody did.
    """
    return [pk for pk, _name in deals(file)] if _is_chosen(file) else []


def checksum(file: Import) -> str:
    """A checksum of the deals that go out with this file, as its last comparison found them; "" where none do. No query."""
    found = decisions_from_json(file.decisions).lacks if _is_chosen(file) else ()
    return next((lack.details.get("checksum", "") for lack in found if lack.code is Code.GONE_FROM_FILE), "")


def from_file(file: Import, _decisions: Decisions) -> Iterator[Lack]:
    """Deals that are gone. They stay unless somebody takes them out."""
    found = deals(file)
    if found:
        names = ", ".join(name for _pk, name in found[:NAMED]) + (", …" if len(found) > NAMED else "")
        yield Lack(
            Code.GONE_FROM_FILE,
            count=len(found),
            options=(KEEP, TAKE_OUT),
            details={
                "deals": names,
                "checksum": _checksum(pk for pk, _name in found),
                "ids": ",".join(str(pk) for pk, _name in found[:LINKED]),
            },
        )


def _is_chosen(file: Import) -> bool:
    return bool(file.decisions.get("chosen", {}).get(Code.GONE_FROM_FILE) == TAKE_OUT)


def _checksum(ids: Iterable[int]) -> str:
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()
