"""A signed plan ends by its rule: never less while progress is likely, and extended once.

Agreements that exist say nothing of it, and the trigger leaves their plans alone but for the second extension.
"""

from django.db import migrations, models

# What the steps say needs their bars and is for the action; the chance is one stored figure.
RULE = """
CREATE FUNCTION plans_ends_by_the_clause() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends plans_plan;
BEGIN
    SELECT * INTO ends FROM plans_plan WHERE id = NEW.plan_id;
    IF NEW.result = 'extended' AND ends.predecessor_id IS NOT NULL THEN
        PERFORM plans_refuse('a_plan_is_extended_once', 'plans_outcome');
    END IF;
    IF (NEW.result = 'not_met' OR (NEW.result = 'withdrawn' AND ends.status = 'in_review'))
       AND ends.predecessor_id IS NULL
       AND (SELECT has_clause FROM plans_agreement WHERE plan_id = NEW.plan_id ORDER BY number DESC LIMIT 1)
       AND EXISTS (SELECT 1 FROM plans_forecast WHERE plan_id = NEW.plan_id AND real >= 0.70)
    THEN
        PERFORM plans_refuse('progress_goes_on', 'plans_outcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_by_the_clause BEFORE INSERT ON plans_outcome
    FOR EACH ROW EXECUTE FUNCTION plans_ends_by_the_clause();
"""

UNDO = """
DROP TRIGGER ends_by_the_clause ON plans_outcome;
DROP FUNCTION plans_ends_by_the_clause;
"""


class Migration(migrations.Migration):

    dependencies = [("plans", "0051_a_rep_who_leaves")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="has_clause",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(RULE, UNDO),
    ]
