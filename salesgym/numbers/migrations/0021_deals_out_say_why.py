"""A deal is taken out by a person who says why, or with a file; what was out and came back is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

# Until now deals were taken out with a file alone, which wrote them last. One that no file wrote was taken out by hand
# before this migration was taken back and run again; its reason went with the column.
BY_FILES = """
UPDATE numbers_deal
SET taken_out_with_id = origin_id, taken_out_why = CASE WHEN origin_id IS NULL THEN 'Taken out by hand' ELSE '' END
WHERE taken_out_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# Undoing an import deletes deals by SQL of its own, past Django: so the database itself deletes what hangs on them.
GONE_WITH_THE_DEAL = """
ALTER TABLE numbers_timeout ADD CONSTRAINT numbers_timeout_deal_id_fk
    FOREIGN KEY (deal_id) REFERENCES numbers_deal (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("numbers", "0020_known_as"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name="TimeOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("out_at", models.DateTimeField()),
                ("out_why", models.CharField(blank=True, max_length=300)),
                ("back_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="deal",
            name="taken_out_why",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="deal",
            name="taken_out_with",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="numbers.import",
            ),
        ),
        migrations.AlterField(
            model_name="deal",
            name="taken_out_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("taken_out_at__isnull", False)),
                fields=["-taken_out_at"],
                name="deals_taken_out",
            ),
        ),
        migrations.RunSQL(BY_FILES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_out_at", None),
                        ("taken_out_by", None),
                        ("taken_out_why", ""),
                        ("taken_out_with", None),
                    ),
                    models.Q(
                        ("taken_out_at__isnull", False),
                        ("taken_out_why", ""),
                        ("taken_out_with__isnull", False),
                    ),
                    models.Q(
                        ("taken_out_at__isnull", False),
                        ("taken_out_by__isnull", False),
                        ("taken_out_with", None),
                        models.Q(("taken_out_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_deal_is_taken_out_by_somebody_who_says_why",
            ),
        ),
        migrations.AddField(
            model_name="timeout",
            name="back_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="timeout",
            name="back_with",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="numbers.import",
            ),
        ),
        migrations.AddField(
            model_name="timeout",
            name="deal",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="times_out",
                to="numbers.deal",
            ),
        ),
        migrations.AddField(
            model_name="timeout",
            name="out_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="timeout",
            name="out_with",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="numbers.import",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("out_why", ""), ("out_with__isnull", False)),
                    models.Q(
                        ("out_by__isnull", False),
                        ("out_with", None),
                        models.Q(("out_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_time_out_says_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeout",
            constraint=models.CheckConstraint(
                condition=models.Q(("back_by__isnull", False), ("back_with__isnull", False), _connector="OR"),
                name="a_deal_comes_back_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeout",
            constraint=models.CheckConstraint(
                condition=models.Q(("back_at__gte", models.F("out_at"))),
                name="a_deal_comes_back_after_it_went",
            ),
        ),
        migrations.RunSQL(
            GONE_WITH_THE_DEAL, "ALTER TABLE numbers_timeout DROP CONSTRAINT numbers_timeout_deal_id_fk"
        ),
    ])
