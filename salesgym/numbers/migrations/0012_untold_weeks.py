"""Weeks of which a source's files leave something out: unknown there, and never zero."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("numbers", "0011_typed_beside_imported")]
    operations = [
        migrations.CreateModel(
            name="UntoldWeeks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("losses", "lost deals"), ("openings", "open deals"), ("closings", "closed deals")],
                        max_length=8,
                    ),
                ),
                ("first_week", models.DateField(blank=True, null=True)),
                ("last_week", models.DateField(blank=True, null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_later",
                        to="numbers.import",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_untold",
                        to="numbers.import",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="untold", to="numbers.source"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["losses", "openings", "closings"])),
                        name="what_is_untold_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_week", None), ("first_week__iso_week_day", 1), _connector="OR"),
                            models.Q(("last_week", None), ("last_week__iso_week_day", 1), _connector="OR"),
                        ),
                        name="untold_weeks_are_mondays",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_week", None),
                            ("last_week", None),
                            ("last_week__gte", models.F("first_week")),
                            _connector="OR",
                        ),
                        name="untold_weeks_end_after_they_begin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_by", None)),
                        fields=("source", "what"),
                        name="one_untold_span_per_source",
                    ),
                ],
            },
        ),
    ]
