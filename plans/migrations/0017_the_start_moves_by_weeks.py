"""The first day of a plan that is no draft moves by whole weeks, as it is signed, where its terms say so."""

from django.db import migrations

# Named after "terms_are_frozen", so that it speaks second: a start that nobody may move is refused as a frozen term.
RULE = """
CREATE FUNCTION plans_start_moves_by_weeks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND NEW.starts_on IS DISTINCT FROM OLD.starts_on AND NOT COALESCE(
        OLD.status = 'proposed'
        AND NEW.starts_on > OLD.starts_on
        AND (NEW.starts_on - OLD.starts_on) % 7 = 0
        AND NEW.ends_on - OLD.ends_on = NEW.starts_on - OLD.starts_on
        AND (SELECT may_begin_later FROM plans_agreement WHERE plan_id = NEW.id ORDER BY number DESC LIMIT 1),
        false)
    THEN
        PERFORM plans_refuse('the_start_moves_by_weeks', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER the_start_moves_by_weeks BEFORE UPDATE OF starts_on ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_start_moves_by_weeks();
"""

UNDO = """
DROP TRIGGER the_start_moves_by_weeks ON plans_plan;
DROP FUNCTION plans_start_moves_by_weeks;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0016_begins_later")]
    operations = [migrations.RunSQL(RULE, UNDO)]
