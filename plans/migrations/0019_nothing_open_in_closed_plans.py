"""A closed plan has no open step, and what was left open at its end stands in its history."""

from django.db import migrations

# Plans that closed before this rule: their steps say what became of them, and nobody is asked to verify them for ever.
SETTLE = """
UPDATE plans_milestone step SET status = CASE step.status WHEN 'reached' THEN 'unverified' ELSE 'missed' END
FROM plans_plan plan WHERE plan.id = step.plan_id AND plan.status = 'closed' AND step.status IN ('ahead', 'reached');
"""

UNSETTLE = """
UPDATE plans_milestone SET status = 'reached' WHERE status = 'unverified';
"""

RULES = """
CREATE FUNCTION plans_closed_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_plan bigint;
BEGIN
    IF TG_TABLE_NAME = 'plans_plan' THEN of_plan := NEW.id; ELSE of_plan := NEW.plan_id; END IF;
    IF EXISTS (
        SELECT 1 FROM plans_plan plan JOIN plans_milestone step ON step.plan_id = plan.id
        WHERE plan.id = of_plan AND (
            (plan.status = 'closed' AND step.status IN ('ahead', 'reached'))
            OR (plan.status <> 'closed' AND step.status = 'unverified')
        )
    ) THEN
        PERFORM plans_refuse('closed_plans_have_no_open_step', 'plans_milestone');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER closed_plans_have_no_open_step AFTER INSERT OR UPDATE OF status ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_closed_steps();
CREATE CONSTRAINT TRIGGER closed_plans_have_no_open_step AFTER INSERT OR UPDATE OF status ON plans_milestone
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_closed_steps();

CREATE FUNCTION plans_tells_of(of_plan bigint, what text, about jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM plans_history WHERE plan_id = of_plan AND event = what AND detail @> about)
$$;
CREATE FUNCTION plans_left_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_milestone step WHERE step.plan_id = NEW.id AND step.status = 'unverified'
            AND NOT plans_tells_of(NEW.id, 'milestone.unverified', jsonb_build_object('milestone', step.id))
        UNION ALL
        SELECT 1 FROM plans_reward reward JOIN plans_milestone step ON step.id = reward.milestone_id
        WHERE step.plan_id = NEW.id AND reward.earned_at IS NOT NULL AND reward.delivered_on IS NULL
            AND NOT plans_tells_of(NEW.id, 'reward.owed', jsonb_build_object('milestone', step.id))
        UNION ALL
        SELECT 1 FROM plans_support promise WHERE promise.plan_id = NEW.id AND promise.delivered_on IS NULL
            AND NOT plans_tells_of(NEW.id, 'support.given_up', jsonb_build_object('support', promise.id))
    ) THEN
        PERFORM plans_refuse('what_is_left_open_is_told', 'plans_plan');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER what_is_left_open_is_told AFTER UPDATE OF status ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'closed' AND OLD.status <> 'closed' AND NEW.activated_at IS NOT NULL)
    EXECUTE FUNCTION plans_left_open();
"""

UNDO = """
DROP TRIGGER what_is_left_open_is_told ON plans_plan;
DROP TRIGGER closed_plans_have_no_open_step ON plans_milestone;
DROP TRIGGER closed_plans_have_no_open_step ON plans_plan;
DROP FUNCTION plans_left_open, plans_tells_of, plans_closed_steps;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0018_what_is_left_open")]

    operations = [
        migrations.RunSQL(SETTLE, UNSETTLE),
        migrations.RunSQL(RULES, UNDO),
    ]
