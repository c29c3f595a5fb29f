from django.db import migrations

SAME_DAY = "UPDATE numbers_import SET uploaded_at = imported_at WHERE imported_at IS NOT NULL"


class Migration(migrations.Migration):
    """Imports of before knew one moment: they were taken in as they came."""

    dependencies = [("numbers", "0003_intake")]
    operations = [migrations.RunSQL(SAME_DAY, migrations.RunSQL.noop)]
