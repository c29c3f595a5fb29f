"""Deals that are gone from the CRM can be taken out: they stay and count nowhere, so the index that answers alone has that, too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("numbers", "0014_fewer_types"),
    ]

    operations = together([
        migrations.AddField(
            model_name="deal",
            name="taken_out_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="deal",
            name="taken_out_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveIndex(model_name="deal", name="closed_deals_of_a_rep"),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                fields=["owner", "closed_on"],
                include=("stage", "amount_minor", "currency", "taken_out_at"),
                name="closed_deals_of_a_rep",
            ),
        ),
    ])
