"""Finds the known deals of a file where the source has them without IDs and the file with, or the other way around."""

from typing import Any

from django.db import connection

from salesgym.numbers.calculations.importing.rows.deals import WITHOUT_ID
from salesgym.numbers.calculations.importing.same_deals import Facts, same_deals
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Deal, Import, StagedDeal
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.numbers.queries.imports.dates import days_moved

# The lines whose own ID is not known, one for each ID. Where the source moves to now with the file, their days have moved
# and those of the known deals have not, so they go back by as much.
NEW_LINES = """
SELECT DISTINCT ON (staged.external_id) staged.external_id, staged.facts_key, staged.name,
       staged.opened_on - %(days)s, who.person_id, staged.stage, staged.amount_minor, staged.closed_on - %(days)s
FROM numbers_stageddeal AS staged
JOIN numbers_stagedowner AS who ON who.file_id = %(file)s AND who.key = staged.owner_key
LEFT JOIN numbers_deal AS known ON known.source_id = %(source)s AND known.external_id = staged.external_id
WHERE staged.file_id = %(file)s AND known.id IS NULL ORDER BY staged.external_id, staged.line
"""

KEEP = """
UPDATE numbers_stageddeal AS staged SET known_as = fresh.known_as
FROM (
    SELECT line.id, coalesce(found.known, '') AS known_as FROM numbers_stageddeal AS line
    LEFT JOIN unnest(%(told)s::text[], %(known)s::text[]) AS found(told, known) ON found.told = line.external_id
    WHERE line.file_id = %(file)s
) AS fresh
WHERE staged.id = fresh.id AND staged.known_as <> fresh.known_as
"""

SAY_UNCLEAR = """
INSERT INTO numbers_refusedline (file_id, line, trouble, reason)
SELECT file_id, line, %(trouble)s, %(reason)s FROM numbers_stageddeal AS staged
WHERE file_id = %(file)s AND known_as = %(unclear)s AND NOT EXISTS (
    SELECT 1 FROM numbers_refusedline AS said WHERE said.file_id = %(file)s AND said.line = staged.line
)
"""


def by_facts(file: Import, *, is_without_id: bool) -> None:
    """Set for each new line the ID under which its deal is known, and refuse lines that may be several known deals."""
    # Taken out ones too: they do not come back as new deals.
    others = Deal.everything.filter(source=file.source_id, external_id__startswith=WITHOUT_ID)
    if is_without_id:
        others = Deal.everything.filter(source=file.source_id).exclude(external_id__startswith=WITHOUT_ID)
    if not others.exists():
        StagedDeal.objects.filter(file=file).exclude(known_as="").update(known_as="")
        return
    found, unclear = same_deals(_told(file), map(_known, others.iterator()))
    said = found | dict.fromkeys(unclear, StagedDeal.UNCLEAR)
    details: dict[str, Any] = {
        "file": file.pk,
        "told": list(said),
        "known": list(said.values()),
        "unclear": StagedDeal.UNCLEAR,
        "trouble": Trouble.ALIKE_KNOWN.value,
        "reason": sentence(Trouble.ALIKE_KNOWN, {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, details)
        cursor.execute(SAY_UNCLEAR, details)


def _told(file: Import) -> list[Facts]:
    with connection.cursor() as cursor:
        cursor.execute(NEW_LINES, {"file": file.pk, "source": file.source_id, "days": days_moved(file)})
        return [Facts(*row) for row in cursor.fetchall()]


def _known(deal: Deal) -> Facts:
    key = deal.external_id if deal.external_id.startswith(WITHOUT_ID) else ""
    return Facts(
        deal.external_id,
        key,
        deal.name,
        deal.opened_on,
        deal.owner_id,
        deal.stage,
        deal.amount_minor,
        deal.closed_on,
    )
