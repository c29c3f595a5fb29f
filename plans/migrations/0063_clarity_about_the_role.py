"""Whether the rep knows what good looks like, as the manager says it and as the rep does."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0062_skill_and_drive'),
    ]

    operations = together([
        migrations.AddField(
            model_name='diagnosis',
            name='knows_role',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('in_part', 'In part'), ('no', 'Not yet')], max_length=7),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='knows_role',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('in_part', 'In part'), ('no', 'Not yet')], max_length=7),
        ),
        migrations.AddConstraint(
            model_name='diagnosis',
            constraint=models.CheckConstraint(condition=models.Q(('knows_role__in', ['', 'yes', 'in_part', 'no'])), name='clarity_about_the_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.CheckConstraint(condition=models.Q(('knows_role__in', ['', 'yes', 'in_part', 'no'])), name='own_clarity_about_the_role_is_known'),
        ),
    ])
