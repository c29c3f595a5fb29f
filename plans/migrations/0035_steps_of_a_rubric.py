"""A step may ask for a score of the rubric, from 1 to 5, in place of a number."""

from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('numbers', '0010_conversations_and_closed'),
        ('plans', '0034_eight_skills_are_offered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='milestone',
            name='measure_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='milestone',
            name='measured_milestones_have_a_target',
        ),
        migrations.AlterField(
            model_name='milestone',
            name='measure',
            field=models.CharField(choices=[('metric', 'the number over its window'), ('count', 'a count since the start'), ('rubric', "a score of the skill's rubric, given by mentor or manager"), ('done', 'done or not')], default='metric', max_length=6),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['metric', 'count', 'rubric', 'done'])), name='measure_is_known'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure', 'done'), ('target', None)), models.Q(('measure__in', ['metric', 'count']), ('target__isnull', False)), models.Q(('measure', 'rubric'), ('metric', None), ('target__isnull', False), ('target__range', (1, 5))), _connector='OR'), name='measured_milestones_have_a_target'),
        ),
    ])
