"""A manager writes down what was seen, row by row with its day and source; frozen with the other terms."""

import django.db.models.deletion
from django.db import migrations, models

RULES = """
CREATE FUNCTION plans_freeze_observation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END)
       OR (TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id)
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_observation');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_observation
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_observation();

CREATE FUNCTION plans_seen_before_formal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_observation WHERE plan_id = NEW.id) THEN
        PERFORM plans_refuse('a_formal_plan_says_what_was_seen', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_formal_plan_says_what_was_seen BEFORE UPDATE OF status ON plans_plan
    FOR EACH ROW WHEN (NEW.kind = 'formal' AND OLD.status = 'draft' AND NEW.status NOT IN ('draft', 'closed'))
    EXECUTE FUNCTION plans_seen_before_formal();
"""
UNDO = """
DROP TRIGGER a_formal_plan_says_what_was_seen ON plans_plan;
DROP TRIGGER terms_are_frozen ON plans_observation;
DROP FUNCTION plans_seen_before_formal, plans_freeze_observation;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0060_formal_approval")]

    operations = [
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('seen_on', models.DateField(verbose_name='day')),
                ('what', models.CharField(max_length=500, verbose_name='what was seen')),
                ('source', models.CharField(choices=[('numbers', 'the numbers'), ('call', 'a call'), ('meeting', 'a customer meeting'), ('talk', 'a talk of ours'), ('customer', 'what a customer said'), ('colleague', 'what a colleague said'), ('other', 'something else')], max_length=9, verbose_name='where it comes from')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='plans.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'position'), name='observations_have_their_own_place'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 10)), name='at_most_ten_observations'), models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='an_observation_says_what_was_seen'), models.CheckConstraint(condition=models.Q(('source__in', ['numbers', 'call', 'meeting', 'talk', 'customer', 'colleague', 'other'])), name='source_is_known')],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
