"""Stored forecasts have other figures from here on. They are worked out again at the next judging, every night at the latest."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_runs_are_frozen")]

    operations = [migrations.RunSQL("DELETE FROM plans_forecast", migrations.RunSQL.noop)]
