"""What was kept of a plan's promises is counted at its outcome, and stays so."""

from django.db import migrations

FREEZE = """
CREATE OR REPLACE FUNCTION plans_freeze_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) THEN
        IF TG_OP <> 'UPDATE'
           OR (NEW.plan_id, NEW.what, NEW.promised_by_id) IS DISTINCT FROM (OLD.plan_id, OLD.what, OLD.promised_by_id)
           OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())
        THEN
            PERFORM plans_refuse('terms_are_frozen', 'plans_commitment');
        END IF;{kept}
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

KEPT = """
        IF NEW.delivered_on IS DISTINCT FROM OLD.delivered_on
           AND EXISTS (SELECT 1 FROM plans_plan WHERE id = OLD.plan_id AND status = 'closed')
        THEN
            PERFORM plans_refuse('kept_by_the_day_of_the_outcome', 'plans_commitment');
        END IF;"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0049_terms_change_as_signed")]

    operations = [migrations.RunSQL(FREEZE.replace("{kept}", KEPT), FREEZE.replace("{kept}", ""))]
