"""The table that rate limits are kept in: `migrate` alone makes a working machine."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guards")]
    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
