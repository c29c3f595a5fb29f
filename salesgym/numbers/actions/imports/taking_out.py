"""Takes deals out that are gone from the CRM, with the file that no longer has them."""

from datetime import datetime

from django.db import connection

from salesgym.numbers.actions import deal_values
from salesgym.numbers.models import Deal, Import
from salesgym.numbers.queries.imports.lacks import gone

KEEP = """
INSERT INTO numbers_importchange (file_id, deal_id, months, before)
SELECT %(file)s, deal.id, 0, to_jsonb(deal) FROM numbers_deal AS deal WHERE deal.id = ANY(%(deals)s)
"""


def take_out(file: Import, *, at: datetime) -> None:
    """Take these deals out, as a change of this file, so that undoing it brings them back."""
    deals = gone.chosen_out(file)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"file": file.pk, "deals": deals})
    Deal.objects.filter(pk__in=deals).update(
        taken_out_at=at, taken_out_by=file.imported_by, taken_out_with=file, origin=file
    )


def count_again(file: Import, *, at: datetime) -> None:
    """Count the owners of these deals again, once the file is done: before that nothing is covered by it."""
    out = Deal.everything.filter(taken_out_with=file)
    reps = set(out.values_list("owner_id", flat=True).distinct())
    if reps and file.source is not None:
        deal_values.count_owners_again(rep_ids=reps, source=file.source, by=file.imported_by, at=at)
