"""What a rep puts off is theirs to share; energy and confidence stay out of a formal plan."""

from django.db import migrations, models

from salesgym.together import together

RULES = """
CREATE FUNCTION plans_formal_without_spark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND kind = 'formal') AND (
        (TG_TABLE_NAME = 'plans_diagnosis'
            AND to_jsonb(NEW) -> 'causes' ?| ARRAY['confidence', 'energy'])
        OR (TG_TABLE_NAME = 'plans_selfassessment'
            AND ((to_jsonb(NEW) ->> 'is_confidence')::boolean OR (to_jsonb(NEW) ->> 'is_energy')::boolean))
    ) THEN
        PERFORM plans_refuse('energy_and_confidence_stay_out_of_a_formal_plan', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER energy_and_confidence_stay_out_of_a_formal_plan BEFORE INSERT OR UPDATE ON plans_diagnosis
    FOR EACH ROW EXECUTE FUNCTION plans_formal_without_spark();
CREATE TRIGGER energy_and_confidence_stay_out_of_a_formal_plan BEFORE INSERT OR UPDATE ON plans_selfassessment
    FOR EACH ROW EXECUTE FUNCTION plans_formal_without_spark();
"""
UNDO = """
DROP TRIGGER energy_and_confidence_stay_out_of_a_formal_plan ON plans_selfassessment;
DROP TRIGGER energy_and_confidence_stay_out_of_a_formal_plan ON plans_diagnosis;
DROP FUNCTION plans_formal_without_spark;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0064_low_volume'),
    ]

    operations = together([
        migrations.AddField(
            model_name='selfassessment',
            name='avoids',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='shares_avoids',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
