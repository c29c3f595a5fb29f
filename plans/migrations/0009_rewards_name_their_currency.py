"""No currency is usual: who writes a reward says which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_known_events")]
    operations = [
        migrations.AlterField("reward", "currency", models.CharField(max_length=3)),
    ]
