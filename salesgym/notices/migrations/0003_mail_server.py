"""Since when the mail server does not answer, since when a mail waits or is given up, and when digests were planned."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_mail_worker")]

    operations = [
        migrations.CreateModel(
            name="Outage",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("error", models.CharField(max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(id=1), name="there_is_one_outage_at_most")
                ],
            },
        ),
        migrations.AddField("outbox", "waits_since", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("outbox", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("heartbeat", "heartbeat_is_of_a_known_part"),
        migrations.AlterField(
            "heartbeat",
            "name",
            models.CharField(
                choices=[
                    ("worker", "Worker"),
                    ("mail", "Mail"),
                    ("beat", "Beat"),
                    ("digests", "Digests"),
                    ("letters", "Letters"),
                ],
                max_length=10,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.AddConstraint(
            "heartbeat",
            models.CheckConstraint(
                condition=Q(name__in=["worker", "mail", "beat", "digests", "letters"]),
                name="heartbeat_is_of_a_known_part",
            ),
        ),
    ]
