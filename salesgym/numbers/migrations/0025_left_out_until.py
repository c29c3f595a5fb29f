"""A name that was left out is asked about again where somebody who fits came later: who was here when it was said."""

from django.db import migrations, models

from salesgym.together import together

# Whoever is here by now was here when these answers were given, as far as one can tell.
AS_UNTIL_NOW = """
UPDATE numbers_personalias SET newest_person = coalesce((SELECT max(id) FROM people_user), 0)
"""


class Migration(migrations.Migration):
    dependencies = [("numbers", "0024_kept_owners")]

    operations = together([
        migrations.AddField(
            model_name="personalias",
            name="newest_person",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="personalias",
            name="text",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.RunSQL(AS_UNTIL_NOW, migrations.RunSQL.noop),
    ])
