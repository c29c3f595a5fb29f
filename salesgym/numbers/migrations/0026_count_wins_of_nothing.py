"""An amount of 0 is none, of a won deal too: averages leave it out. Whose deals say so is marked to be counted again."""

from django.db import migrations

MARK = """
INSERT INTO numbers_recount (rep_id)
SELECT DISTINCT owner_id FROM numbers_deal WHERE stage = 'won' AND amount_minor = 0 AND closed_on IS NOT NULL
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("numbers", "0025_left_out_until")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
