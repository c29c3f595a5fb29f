"""A question before a plan offers up to eight skills, as many as come along."""

from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0033_eight_skills'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='focusquestion',
            name='two_to_six_are_offered',
        ),
        migrations.AddConstraint(
            model_name='focusquestion',
            constraint=models.CheckConstraint(condition=models.Q(('offered__len__range', (2, 8))), name='two_to_eight_are_offered'),
        ),
    ])
