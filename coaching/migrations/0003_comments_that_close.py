"""A comment like "Thank you" asks for no answer. Those that were said before, by the buttons of Today, neither."""

from django.db import migrations, models

CLOSE = """
UPDATE coaching_comment SET closes = true
WHERE lower(btrim(body, E' .!\\n\\r\\t')) IN ('thank you', 'thanks', 'thank you very much', 'trying it today');
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0002_practice_is_append_only")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="closes",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
    ]
