"""Skill and drive are placed on two sliders each, and the standing follows from them."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0061_what_was_seen'),
    ]

    operations = together([
        migrations.AddField(
            model_name='diagnosis',
            name='skill_level',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='diagnosis',
            name='will_level',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='skill_level',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='will_level',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='diagnosis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('skill_level', None), ('will_level', None)), models.Q(('skill_level__isnull', False), ('skill_level__range', (0, 5)), ('standing', 'learning_keen'), ('will_level__isnull', False), ('will_level__range', (5, 10))), models.Q(('skill_level__isnull', False), ('skill_level__range', (6, 10)), ('standing', 'able_keen'), ('will_level__isnull', False), ('will_level__range', (5, 10))), models.Q(('skill_level__isnull', False), ('skill_level__range', (0, 5)), ('standing', 'learning_low'), ('will_level__isnull', False), ('will_level__range', (0, 4))), models.Q(('skill_level__isnull', False), ('skill_level__range', (6, 10)), ('standing', 'able_low'), ('will_level__isnull', False), ('will_level__range', (0, 4))), _connector='OR'), name='standing_follows_the_places'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('skill_level', None), ('will_level', None)), models.Q(('skill_level__isnull', False), ('skill_level__range', (0, 5)), ('standing', 'learning_keen'), ('will_level__isnull', False), ('will_level__range', (5, 10))), models.Q(('skill_level__isnull', False), ('skill_level__range', (6, 10)), ('standing', 'able_keen'), ('will_level__isnull', False), ('will_level__range', (5, 10))), models.Q(('skill_level__isnull', False), ('skill_level__range', (0, 5)), ('standing', 'learning_low'), ('will_level__isnull', False), ('will_level__range', (0, 4))), models.Q(('skill_level__isnull', False), ('skill_level__range', (6, 10)), ('standing', 'able_low'), ('will_level__isnull', False), ('will_level__range', (0, 4))), _connector='OR'), name='own_standing_follows_the_places'),
        ),
    ])
