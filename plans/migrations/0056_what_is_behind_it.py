"""The rep says whether confidence or energy is behind it."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0055_own_evidence'),
    ]

    operations = together([
        migrations.AddField(
            model_name='selfassessment',
            name='is_confidence',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='is_energy',
            field=models.BooleanField(default=False),
        ),
    ])
