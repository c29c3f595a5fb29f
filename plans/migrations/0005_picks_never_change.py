"""A pick made before asking, and an answer once given, never change: neither side adapts to the other's."""

from django.db import migrations

KEEP_PICKS = """
CREATE FUNCTION plans_keep_picks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.answered_at IS NOT NULL THEN
            PERFORM plans_refuse('an_answer_never_changes', 'plans_focusquestion');
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.plan_id, NEW.asked_by_id, NEW.asked_at, NEW.offered, NEW.manager_pick_id, NEW.manager_reason)
       IS DISTINCT FROM
       (OLD.plan_id, OLD.asked_by_id, OLD.asked_at, OLD.offered, OLD.manager_pick_id, OLD.manager_reason)
    THEN
        PERFORM plans_refuse('a_pick_made_before_asking_never_changes', 'plans_focusquestion');
    END IF;
    IF OLD.answered_at IS NOT NULL
       AND (NEW.rep_pick_id, NEW.rep_reason, NEW.answered_at)
           IS DISTINCT FROM (OLD.rep_pick_id, OLD.rep_reason, OLD.answered_at)
    THEN
        PERFORM plans_refuse('an_answer_never_changes', 'plans_focusquestion');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER picks_never_change BEFORE UPDATE OR DELETE ON plans_focusquestion
    FOR EACH ROW EXECUTE FUNCTION plans_keep_picks();
"""

UNDO = """
DROP TRIGGER picks_never_change ON plans_focusquestion;
DROP FUNCTION plans_keep_picks;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_judgement")]

    operations = [migrations.RunSQL(KEEP_PICKS, UNDO)]
