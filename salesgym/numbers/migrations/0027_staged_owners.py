"""Whom the owners in a file mean stands beside its lines: as many names as lines are no longer held in memory."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Files that wait for a yes were compared before. Whom these names mean is looked up again where it is shown.
OF_WAITING_FILES = """
INSERT INTO numbers_stagedowner (file_id, key, lines, first_line, standing, trouble, reason)
SELECT file_id, owner_key, count(DISTINCT line), min(line), 'unknown', '', ''
FROM (
    SELECT file_id, owner_key, line FROM numbers_stageddeal
    UNION ALL
    SELECT file_id, owner_key, line FROM numbers_stagedvalue
) AS staged
GROUP BY file_id, owner_key
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("numbers", "0026_count_wins_of_nothing"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=300)),
                ("lines", models.PositiveIntegerField()),
                ("first_line", models.PositiveIntegerField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("found", "Found"),
                            ("left_out", "Left Out"),
                            ("not_yours", "Not Yours"),
                            ("unknown", "Unknown"),
                            ("several", "Several"),
                        ],
                        max_length=9,
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staged_owners",
                        to="numbers.import",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key"), name="one_row_an_owner_of_a_file")
                ],
            },
        ),
        migrations.RunSQL(OF_WAITING_FILES, migrations.RunSQL.noop),
    ]
