"""Lines of a file know under which ID their deal is stored, where that is another one than theirs."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):
    dependencies = [("numbers", "0019_salesforce_ids")]
    operations = together([
        migrations.AddField(
            model_name="stageddeal",
            name="facts_key",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="stageddeal",
            name="known_as",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ])
