"""What was typed stays beside what an import brought: the import counts, and nothing typed is lost."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

# Imports have replaced typed numbers before. What they replaced is kept for their undo, with who and when.
GIVE_BACK = """
UPDATE numbers_weeklyvalue AS known
SET typed_value = before.value, typed_by_id = before.entered_by_id, typed_at = before.entered_at
FROM numbers_importchange AS change
CROSS JOIN LATERAL jsonb_to_record(change.before)
    AS before(value numeric, source text, entered_by_id bigint, entered_at timestamptz)
WHERE change.rep_id = known.rep_id AND change.metric_id = known.metric_id
  AND change.starts_on = known.week_start AND known.source = 'import' AND before.source = 'typed'
"""

# Before, the same choice was asked about typed numbers; a file that waits now is asked about other sources alone.
RENAME = """
UPDATE numbers_import SET decisions = decisions - '{0}' || jsonb_build_object('{1}', decisions->'{0}')
WHERE decisions ? '{0}'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("numbers", "0010_conversations_and_closed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = together([
        migrations.AddField(
            model_name="weeklyvalue",
            name="typed_value",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="typed value"
            ),
        ),
        migrations.AddField(
            model_name="weeklyvalue",
            name="typed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="weeklyvalue",
            name="typed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="weeklyvalue",
            index=models.Index(
                condition=models.Q(("typed_value__isnull", False)),
                fields=["rep", "week_start"],
                name="typed_beside_an_import",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklyvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("typed_at__isnull", True), ("typed_by__isnull", True), ("typed_value__isnull", True)),
                    models.Q(("source", "import"), ("typed_at__isnull", False), ("typed_value__gte", 0), ("typed_value__isnull", False)),
                    _connector="OR",
                ),
                name="typed_value_stands_beside_an_import",
            ),
        ),
        migrations.RunSQL(GIVE_BACK, migrations.RunSQL.noop),
        migrations.RunSQL(RENAME.format("take_typed", "take_other"), RENAME.format("take_other", "take_typed")),
    ])
