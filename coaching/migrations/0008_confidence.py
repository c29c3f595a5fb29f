"""How sure a rep feels, for the rep and the mentor alone; and no workout of a day that is still to come."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

RULES = """
-- Nowhere on earth is it a later day than 14 hours ahead of UTC; a phone's clock may be 10 minutes ahead.
ALTER TABLE coaching_practiceentry ADD CONSTRAINT practice_is_of_no_later_day
    CHECK (practiced_on <= ((logged_at AT TIME ZONE 'UTC') + interval '14 hours 10 minutes')::date);

CREATE FUNCTION coaching_keep_confidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM coaching_refuse('how_sure_never_changes', 'coaching_confidence');
    RETURN NULL;
END $$;
CREATE TRIGGER how_sure_never_changes BEFORE UPDATE OR DELETE ON coaching_confidence
    FOR EACH ROW EXECUTE FUNCTION coaching_keep_confidence();

CREATE FUNCTION coaching_confidence_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND rep_id = NEW.rep_id)
        OR (NEW.practice_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM coaching_practiceentry WHERE id = NEW.practice_id AND plan_id = NEW.plan_id))
        OR (NEW.scoring_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM plans_scoring WHERE id = NEW.scoring_id AND plan_id = NEW.plan_id))
    THEN
        PERFORM coaching_refuse('how_sure_is_of_the_plans_rep', 'coaching_confidence');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER how_sure_is_of_the_plans_rep BEFORE INSERT ON coaching_confidence
    FOR EACH ROW EXECUTE FUNCTION coaching_confidence_fits();
"""

FREE = """
DROP TRIGGER how_sure_is_of_the_plans_rep ON coaching_confidence;
DROP TRIGGER how_sure_never_changes ON coaching_confidence;
DROP FUNCTION coaching_confidence_fits, coaching_keep_confidence;
ALTER TABLE coaching_practiceentry DROP CONSTRAINT practice_is_of_no_later_day;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('coaching', '0007_what_both_confirmed'),
        ('plans', '0034_eight_skills_are_offered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Confidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('before', 'before the role-play'), ('after', 'after the role-play'), ('log', 'with a workout')], max_length=6)),
                ('value', models.PositiveSmallIntegerField(choices=[(1, 'Not yet'), (2, 'A little'), (3, 'Halfway'), (4, 'Quite'), (5, 'Very')])),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name='practiceentry',
            constraint=models.CheckConstraint(condition=models.Q(('practiced_at__lte', django.db.models.expressions.CombinedExpression(models.F('logged_at'), '+', models.Value(datetime.timedelta(seconds=600))))), name='practice_is_logged_when_it_is_done'),
        ),
        migrations.AddField(
            model_name='confidence',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='confidence',
            name='practice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.practiceentry'),
        ),
        migrations.AddField(
            model_name='confidence',
            name='rep',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confidence',
            name='scoring',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.scoring'),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.CheckConstraint(condition=models.Q(('value__range', (1, 5))), name='how_sure_is_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('moment', 'log'), ('practice__isnull', False), ('scoring', None)), models.Q(('moment__in', ['before', 'after']), ('practice', None), ('scoring__isnull', False)), _connector='OR'), name='how_sure_belongs_to_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.UniqueConstraint(fields=('practice',), name='how_sure_is_said_once_a_workout'),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.UniqueConstraint(fields=('scoring', 'moment'), name='how_sure_is_said_once_a_moment'),
        ),
        migrations.RunSQL(RULES, FREE),
    ])
