"""What no Python may bend: frozen terms, ordered milestones, records that never change."""

from django.db import migrations

# Raised as a check violation with a constraint's name, so that Django and tests see which rule spoke.
REFUSE = """
CREATE FUNCTION plans_refuse(rule text, on_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = on_table, MESSAGE = rule;
END $$;
CREATE FUNCTION plans_dates_may_move() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('salesgym.dates_may_move', true), '') = 'on'
$$;
"""

PLAN_TERMS = """
CREATE FUNCTION plans_freeze_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.rep_id <> OLD.rep_id OR NEW.kind <> OLD.kind THEN
        PERFORM plans_refuse('a_plan_keeps_its_rep_and_kind', 'plans_plan');
    END IF;
    IF OLD.status = 'closed' AND NEW.status <> 'closed' THEN
        PERFORM plans_refuse('a_closed_plan_stays_closed', 'plans_plan');
    END IF;
    IF OLD.status = 'draft' THEN
        RETURN NEW;
    END IF;
    IF (NEW.skill_id, NEW.metric_id, NEW.window_weeks, NEW.headline, NEW.why, NEW.baseline, NEW.baseline_numerator,
        NEW.baseline_denominator, NEW.baseline_weeks, NEW.baseline_until, NEW.target)
       IS DISTINCT FROM
       (OLD.skill_id, OLD.metric_id, OLD.window_weeks, OLD.headline, OLD.why, OLD.baseline, OLD.baseline_numerator,
        OLD.baseline_denominator, OLD.baseline_weeks, OLD.baseline_until, OLD.target)
       OR ((NEW.starts_on, NEW.ends_on) IS DISTINCT FROM (OLD.starts_on, OLD.ends_on) AND NOT plans_dates_may_move())
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE UPDATE ON plans_plan FOR EACH ROW EXECUTE FUNCTION plans_freeze_plan();
"""

# Rows that hang on a plan: no new ones, none fewer and no other terms once it is not a draft.
CHILD_TERMS = """
CREATE FUNCTION plans_is_draft(plan bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE((SELECT status = 'draft' FROM plans_plan WHERE id = plan), true)
$$;
CREATE FUNCTION plans_freeze_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT plans_is_draft(NEW.plan_id) THEN PERFORM plans_refuse('terms_are_frozen', 'plans_milestone'); END IF;
        RETURN NEW;
    END IF;
    IF plans_is_draft(OLD.plan_id) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE'
       OR (NEW.plan_id, NEW.position, NEW.title, NEW.measure, NEW.metric_id, NEW.target)
          IS DISTINCT FROM (OLD.plan_id, OLD.position, OLD.title, OLD.measure, OLD.metric_id, OLD.target)
       OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_milestone');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_milestone
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_milestone();

CREATE FUNCTION plans_freeze_reward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE draft boolean;
BEGIN
    draft := COALESCE((SELECT plans_is_draft(plan_id) FROM plans_milestone
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.milestone_id ELSE OLD.milestone_id END), true);
    IF NOT draft AND (TG_OP <> 'UPDATE'
       OR (NEW.milestone_id, NEW.what, NEW.given_by_id, NEW.cost_minor, NEW.currency)
          IS DISTINCT FROM (OLD.milestone_id, OLD.what, OLD.given_by_id, OLD.cost_minor, OLD.currency))
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_reward');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_reward
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_reward();

CREATE FUNCTION plans_freeze_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) THEN
        IF TG_OP <> 'UPDATE'
           OR (NEW.plan_id, NEW.what, NEW.promised_by_id) IS DISTINCT FROM (OLD.plan_id, OLD.what, OLD.promised_by_id)
           OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())
        THEN
            PERFORM plans_refuse('terms_are_frozen', 'plans_support');
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_support
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_support();

CREATE FUNCTION plans_freeze_diagnosis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_diagnosis');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_are_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_diagnosis
    FOR EACH ROW EXECUTE FUNCTION plans_freeze_diagnosis();
"""

# Checked at commit, since a form saves its steps one by one.
MILESTONE_ORDER = """
CREATE FUNCTION plans_milestones_fit(of_plan bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_milestone step JOIN plans_plan plan ON plan.id = step.plan_id
        WHERE plan.id = of_plan AND (step.due_on < plan.starts_on OR step.due_on > plan.ends_on)
    ) THEN
        PERFORM plans_refuse('milestones_lie_inside_the_plan', 'plans_milestone');
    END IF;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT due_on, lag(due_on) OVER (ORDER BY position) AS before
            FROM plans_milestone WHERE plan_id = of_plan
        ) steps WHERE due_on <= before
    ) THEN
        PERFORM plans_refuse('milestones_come_in_order', 'plans_milestone');
    END IF;
END $$;
CREATE FUNCTION plans_milestone_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM plans_milestones_fit(NEW.plan_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER milestones_lie_inside_the_plan AFTER INSERT OR UPDATE OF due_on, position ON plans_milestone
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_milestone_placed();
CREATE FUNCTION plans_plan_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM plans_milestones_fit(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER milestones_lie_inside_the_plan AFTER UPDATE OF starts_on, ends_on ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_plan_moved();
"""

OUTCOME = """
CREATE FUNCTION plans_outcome_and_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_plan bigint;
BEGIN
    IF TG_TABLE_NAME = 'plans_plan' THEN of_plan := NEW.id; ELSE of_plan := NEW.plan_id; END IF;
    IF EXISTS (
        SELECT 1 FROM plans_plan plan LEFT JOIN plans_outcome outcome ON outcome.plan_id = plan.id
        WHERE plan.id = of_plan AND (plan.status = 'closed') <> (outcome.id IS NOT NULL)
    ) THEN
        PERFORM plans_refuse('closed_plans_have_an_outcome', TG_TABLE_NAME::text);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER closed_plans_have_an_outcome AFTER INSERT OR UPDATE OF status ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_outcome_and_closing();
CREATE CONSTRAINT TRIGGER closed_plans_have_an_outcome AFTER INSERT ON plans_outcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_outcome_and_closing();
"""

RECORDS = """
CREATE FUNCTION plans_keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM plans_refuse('records_never_change', TG_TABLE_NAME::text);
    RETURN NULL;
END $$;
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_history
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_agreement
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_signature
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_outcome
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
"""

UNDO = """
DROP TRIGGER records_never_change ON plans_outcome;
DROP TRIGGER records_never_change ON plans_signature;
DROP TRIGGER records_never_change ON plans_agreement;
DROP TRIGGER records_never_change ON plans_history;
DROP TRIGGER closed_plans_have_an_outcome ON plans_outcome;
DROP TRIGGER closed_plans_have_an_outcome ON plans_plan;
DROP TRIGGER milestones_lie_inside_the_plan ON plans_plan;
DROP TRIGGER milestones_lie_inside_the_plan ON plans_milestone;
DROP TRIGGER terms_are_frozen ON plans_diagnosis;
DROP TRIGGER terms_are_frozen ON plans_support;
DROP TRIGGER terms_are_frozen ON plans_reward;
DROP TRIGGER terms_are_frozen ON plans_milestone;
DROP TRIGGER terms_are_frozen ON plans_plan;
DROP FUNCTION plans_keep_record, plans_outcome_and_closing, plans_plan_moved, plans_milestone_placed,
    plans_milestones_fit, plans_freeze_diagnosis, plans_freeze_support, plans_freeze_reward, plans_freeze_milestone,
    plans_is_draft, plans_freeze_plan, plans_dates_may_move, plans_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [REFUSE, PLAN_TERMS, CHILD_TERMS, MILESTONE_ORDER, OUTCOME, RECORDS],
            UNDO,
        ),
    ]
