"""A mail may be told in another one of the same moment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_installation")]

    operations = [
        migrations.AddField(
            model_name="outbox",
            name="told_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="tells",
                to="notices.outbox",
            ),
        ),
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(
                condition=models.Q(("told_in__isnull", False)), fields=["told_in"], name="outbox_told_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="outbox",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_in", None), ("state", "cancelled"), _connector="OR"),
                name="mail_told_in_another_is_not_sent",
            ),
        ),
    ]
