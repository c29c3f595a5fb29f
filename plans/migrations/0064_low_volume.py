"""That somebody is capable and does too little of it, said with their rates and volume beside the role's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0063_clarity_about_the_role'),
    ]

    operations = [
        migrations.AddField(
            model_name='diagnosis',
            name='has_low_volume',
            field=models.BooleanField(default=False),
        ),
    ]
