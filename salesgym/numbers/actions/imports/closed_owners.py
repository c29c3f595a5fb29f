"""Closed deals of which a file names another owner: they move or stay, as somebody chose, and what was kept stands."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection
from django.db.models import F

from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.models import Deal, Import, StagedDeal, Verdict
from salesgym.numbers.queries.imports.lacks.owners import KEEP

# Each of these rows has the file's owner beside the one that holds. A deal that somebody kept before asks nothing new:
# it stays where the file names the owner it was kept from, until somebody moves it. One that is kept now is a change,
# if only of its mark, so that undoing the file takes the choice back. So is one that was known without an ID and has one
# in its line: it takes that over, or later files would bring it as a new deal.
HOLD = """
UPDATE numbers_stageddeal AS staged
SET file_owner_id = told.file_owner_id, owner_id = CASE WHEN told.stays THEN told.held_by ELSE told.file_owner_id END,
    verdict = CASE WHEN told.stays AND told.is_kept AND told.is_alike AND NOT told.gets_id THEN 'unchanged' ELSE 'changed' END
FROM (
    SELECT line.id, line.owner_id AS file_owner_id, deal.owner_id AS held_by,
        deal.kept_from_id IS NOT DISTINCT FROM line.owner_id AS is_kept,
        CASE WHEN deal.kept_from_id IS NOT DISTINCT FROM line.owner_id THEN %(kept)s <> 'move'
             ELSE %(fresh)s = 'keep' END AS stays,
        line.known_as <> '' AND starts_with(deal.external_id, '~') AND NOT starts_with(line.external_id, '~') AS gets_id,
        (deal.name, deal.stage, deal.amount_minor, deal.currency, deal.opened_on, deal.closed_on)
            IS NOT DISTINCT FROM
        (line.name, line.stage, line.amount_minor, line.currency, line.opened_on, line.closed_on) AS is_alike
    FROM numbers_stageddeal AS line JOIN numbers_deal AS deal ON deal.id = line.known_id
    WHERE line.file_id = %(file)s AND line.verdict = 'changed' AND line.owner_id <> deal.owner_id
      AND line.stage <> 'open' AND deal.stage <> 'open'
) AS told
WHERE staged.id = told.id
"""

FORGET = "UPDATE numbers_stageddeal SET file_owner_id = NULL WHERE file_id = %(file)s AND file_owner_id IS NOT NULL"

# The database refuses to move a kept deal while it is marked, so the mark goes first: where somebody moves it, and
# where the deal is open again, as open deals follow the file.
RELEASE = """
UPDATE numbers_deal SET kept_from_id = NULL
WHERE id = ANY(%(kept)s) AND id IN (
    SELECT known_id FROM numbers_stageddeal
    WHERE file_id = %(file)s AND verdict = 'changed' AND (owner_id = file_owner_id OR stage = 'open')
)
"""


def hold(file: Import, chosen: Mapping[str, str]) -> None:
    """After the comparison of a file of deals: which closed deals keep their owner, as it was chosen.

    Until somebody chose they stay, so that no sum of the preview counts them for another owner; they are asked about
    before anything goes in.
    """
    _run(FORGET, file)
    fresh, kept = chosen.get(Code.CLOSED_OWNER, KEEP), chosen.get(Code.KEPT_OWNER, KEEP)
    _run(HOLD, file, fresh=fresh, kept=kept)


def release(file: Import) -> None:
    """Let go of the kept deals that move. Call it before the deals are written."""
    kept = Deal.everything.filter(source__imports=file, kept_from__isnull=False).values_list("pk", flat=True)
    if ids := list(kept):
        _run(RELEASE, file, kept=ids)


def mark(file: Import) -> None:
    """Mark the deals that stay with the owner that the file names, so that later files ask nothing again.

    By owner and with the ids of the deals: the database knows nothing yet of the deals that were written just now, and
    could hold each of them against each line of the file.
    """
    stays = StagedDeal.objects.filter(file=file, verdict=Verdict.CHANGED).exclude(owner_id=F("file_owner_id"))
    by_owner: dict[int, list[int]] = defaultdict(list)
    for known_id, file_owner_id in stays.filter(file_owner__isnull=False).values_list("known", "file_owner"):
        if known_id is not None and file_owner_id is not None:
            by_owner[file_owner_id].append(known_id)
    for file_owner_id, ids in by_owner.items():
        Deal.everything.filter(pk__in=ids).update(kept_from=file_owner_id)


def _run(statement: str, file: Import, **details: str | list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"file": file.pk, **details})
