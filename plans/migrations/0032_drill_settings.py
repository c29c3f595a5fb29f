"""A drill names what it trains, where it is done, a first version of two minutes, and when to leave it."""

import django.db.models.deletion
from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0031_scores'),
    ]

    operations = together([
        migrations.AddField(
            model_name='drill',
            name='behavior',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drills', to='plans.behavior', verbose_name='what it trains'),
        ),
        migrations.AddField(
            model_name='drill',
            name='not_when',
            field=models.CharField(blank=True, max_length=160, verbose_name='when to leave it'),
        ),
        migrations.AddField(
            model_name='drill',
            name='setting',
            field=models.CharField(choices=[('alone', 'alone'), ('mentor', 'with another person'), ('call', 'in a real call of the day')], default='alone', max_length=6, verbose_name='where'),
        ),
        migrations.AddField(
            model_name='drill',
            name='two_minutes',
            field=models.CharField(blank=True, max_length=160, verbose_name='a first version of two minutes'),
        ),
        migrations.AddConstraint(
            model_name='drill',
            constraint=models.CheckConstraint(condition=models.Q(('setting__in', ['alone', 'mentor', 'call'])), name='drill_setting_is_known'),
        ),
    ])
