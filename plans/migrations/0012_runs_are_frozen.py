"""The runs of a signed plan are frozen like its other terms, and each of its numbers has one."""

from django.db import migrations

FREEZE = """
CREATE OR REPLACE FUNCTION plans_freeze_plan() RETURNS trigger LANGUAGE plpgsql AS $$
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
        NEW.baseline_denominator, NEW.baseline_weeks, NEW.baseline_until, NEW.target, NEW.counting,
        NEW.counts_from)
       IS DISTINCT FROM
       (OLD.skill_id, OLD.metric_id, OLD.window_weeks, OLD.headline, OLD.why, OLD.baseline, OLD.baseline_numerator,
        OLD.baseline_denominator, OLD.baseline_weeks, OLD.baseline_until, OLD.target, OLD.counting,
        OLD.counts_from)
       OR ((NEW.starts_on, NEW.ends_on) IS DISTINCT FROM (OLD.starts_on, OLD.ends_on) AND NOT plans_dates_may_move())
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION plans_freeze_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT plans_is_draft(NEW.plan_id) THEN PERFORM plans_refuse('terms_are_frozen', 'plans_milestone'); END IF;
        RETURN NEW;
    END IF;
    IF plans_is_draft(OLD.plan_id) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE'
       OR (NEW.plan_id, NEW.position, NEW.title, NEW.measure, NEW.metric_id, NEW.target, NEW.run_weeks)
          IS DISTINCT FROM (OLD.plan_id, OLD.position, OLD.title, OLD.measure, OLD.metric_id, OLD.target,
              OLD.run_weeks)
       OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())
    THEN
        PERFORM plans_refuse('terms_are_frozen', 'plans_milestone');
    END IF;
    RETURN NEW;
END $$;
"""

FREEZE_AS_BEFORE = """
CREATE OR REPLACE FUNCTION plans_freeze_plan() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION plans_freeze_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

# Checked at commit and not for drafts, whose steps are written one by one.
EVERY_NUMBER = """
CREATE FUNCTION plans_numbers_have_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_plan plan JOIN plans_milestone step ON step.plan_id = plan.id
        WHERE plan.id = NEW.id AND plan.counting = 'runs' AND plan.status NOT IN ('draft', 'closed')
          AND step.measure = 'metric' AND step.run_weeks IS NULL
    ) THEN
        PERFORM plans_refuse('numbers_have_a_run', 'plans_milestone');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER numbers_have_a_run AFTER INSERT OR UPDATE OF status, counting ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_numbers_have_runs();
"""

UNDO = """
DROP TRIGGER numbers_have_a_run ON plans_plan;
DROP FUNCTION plans_numbers_have_runs;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_signed_plans_keep_their_rule")]
    operations = [
        migrations.RunSQL(FREEZE, FREEZE_AS_BEFORE),
        migrations.RunSQL(EVERY_NUMBER, UNDO),
    ]
