"""Deals that go from one person to another with a file: all weeks of both are counted again.

Not the weeks of the deal alone: from a person's first deal on, weeks without one are zero, and before it nothing is known.
"""

from datetime import datetime

from django.db import connection

from salesgym.numbers.actions import deal_values
from salesgym.numbers.models import Import

MOVED = """
SELECT DISTINCT person.id
FROM numbers_importchange AS change JOIN numbers_deal AS deal ON deal.id = change.deal_id
CROSS JOIN LATERAL (VALUES (deal.owner_id), ((change.before->>'owner_id')::bigint)) AS person(id)
WHERE change.file_id = %(file)s AND deal.owner_id <> (change.before->>'owner_id')::bigint
"""


def owners(file: Import) -> set[int]:
    """The ids of those who have a deal since this file, and of those who had it before. Empty where none moved.

    An undo asks before it restores the deals.
    """
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"file": file.pk})
        return {person_id for (person_id,) in cursor.fetchall()}


def count_again(file: Import, *, at: datetime) -> None:
    """Count these people again, once the file is done: before that nothing is covered by it."""
    reps = owners(file)
    if reps and file.source is not None:
        deal_values.count_owners_again(rep_ids=reps, source=file.source, by=file.imported_by, at=at)
