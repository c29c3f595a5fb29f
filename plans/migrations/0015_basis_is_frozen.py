"""What a plan is judged by is frozen with its terms: no other basis once it is not a draft."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION plans_freeze_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_planbasis');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_planbasis
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_basis();
"""

THAW = """
DROP TRIGGER terms_are_frozen ON plans_planbasis;
DROP FUNCTION plans_freeze_basis();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_judgement_row")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
