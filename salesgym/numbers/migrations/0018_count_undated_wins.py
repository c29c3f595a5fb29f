"""Wins and losses count without their opened day, and an amount that nobody knows is no zero: both since 0012 and 0013.

Numbers that were counted before stand as they were. Whose deals say otherwise now is marked, and a task counts them again.
"""

from django.db import migrations

MARK = """
INSERT INTO numbers_recount (rep_id)
SELECT DISTINCT owner_id FROM numbers_deal
WHERE closed_on IS NOT NULL AND (opened_on IS NULL OR (stage = 'won' AND amount_minor IS NULL))
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("numbers", "0017_recount")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
