from django.db import migrations, models

from salesgym.together import together

# Files that wait for their yes were staged in the organization's currency.
AS_UNTIL_NOW = """
UPDATE numbers_stageddeal SET currency = organization.currency FROM people_organization AS organization
"""


class Migration(migrations.Migration):
    """Staged deals know the currency that they are stored in, and the one that their file names."""

    dependencies = [("numbers", "0015_deals_taken_out")]
    operations = together([
        migrations.AddField(
            model_name="stageddeal",
            name="currency",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.AddField(
            model_name="stageddeal",
            name="file_currency",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.RunSQL(AS_UNTIL_NOW, migrations.RunSQL.noop),
    ])
