"""Dates and words of a signed plan change as an amendment says under which both names stand, and in no other way."""

from importlib import import_module

from django.db import migrations

before = import_module("plans.migrations.0012_runs_are_frozen")

# The setting names the amendment that is being put into force; its names and digests are what allows the change.
AMENDED = """
CREATE FUNCTION plans_amended(plan bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT amendment.terms FROM plans_amendment amendment
    JOIN plans_agreement agreement USING (plan_id, number, sha256)
    WHERE amendment.id = NULLIF(current_setting('salesgym.amends', true), '')::bigint
        AND amendment.plan_id = plan AND amendment.answer = 'signed'
        AND (SELECT count(*) FROM plans_signature WHERE agreement_id = agreement.id) = 2
$$;
"""

PLAN_NEVER = "AND NOT plans_dates_may_move())"
PLAN_AS_SIGNED = """AND NOT plans_dates_may_move()
           AND NOT COALESCE(NEW.starts_on = OLD.starts_on
               AND NEW.ends_on::text = plans_amended(NEW.id) ->> 'ends_on', false))"""
STEP_NEVER = """       OR (NEW.plan_id, NEW.position, NEW.title, NEW.measure, NEW.metric_id, NEW.target, NEW.run_weeks)
          IS DISTINCT FROM (OLD.plan_id, OLD.position, OLD.title, OLD.measure, OLD.metric_id, OLD.target,
              OLD.run_weeks)
       OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())"""
STEP_AS_SIGNED = """       OR (NEW.plan_id, NEW.position, NEW.measure, NEW.metric_id, NEW.target, NEW.run_weeks)
          IS DISTINCT FROM (OLD.plan_id, OLD.position, OLD.measure, OLD.metric_id, OLD.target, OLD.run_weeks)
       OR ((NEW.due_on, NEW.title) IS DISTINCT FROM (OLD.due_on, OLD.title)
           AND NOT (plans_dates_may_move() AND NEW.title = OLD.title)
           AND NOT COALESCE(OLD.status = 'ahead' AND jsonb_build_object('due_on', NEW.due_on, 'title', NEW.title)
               = plans_amended(NEW.plan_id) -> 'steps' -> NEW.id::text, false))"""

ANSWERED_ONCE = """
CREATE FUNCTION plans_amendment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer <> ''
       OR to_jsonb(NEW) - '{answer,answered_at,comment}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{answer,answered_at,comment}'::text[]
    THEN
        PERFORM plans_refuse('an_amendment_is_answered_once', 'plans_amendment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_amendment_is_answered_once BEFORE UPDATE OR DELETE ON plans_amendment
    FOR EACH ROW EXECUTE FUNCTION plans_amendment_kept();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_amendment
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();
"""
# What is signed has both names by the end of the transaction.
FITS = """
CREATE FUNCTION plans_amendment_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT COALESCE((SELECT status IN ('active', 'paused') FROM plans_plan WHERE id = NEW.plan_id), false) THEN
        PERFORM plans_refuse('only_a_running_plan_is_amended', 'plans_amendment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_a_running_plan_is_amended BEFORE INSERT ON plans_amendment
    FOR EACH ROW EXECUTE FUNCTION plans_amendment_runs();
CREATE FUNCTION plans_amendment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.answer = 'signed' AND NOT EXISTS (
        SELECT 1 FROM plans_agreement agreement
        WHERE (agreement.plan_id, agreement.number, agreement.sha256) = (NEW.plan_id, NEW.number, NEW.sha256)
            AND (SELECT count(*) FROM plans_signature WHERE agreement_id = agreement.id) = 2)
    THEN
        PERFORM plans_refuse('a_signed_amendment_has_both_names', 'plans_amendment');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER amendments_fit AFTER INSERT OR UPDATE ON plans_amendment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_amendment_fits();
CREATE FUNCTION plans_nothing_to_amend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM plans_amendment WHERE plan_id = NEW.id AND answer = '') THEN
        PERFORM plans_refuse('a_closed_plan_has_no_open_amendment', 'plans_plan');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_closed_plan_has_no_open_amendment AFTER UPDATE OF status ON plans_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'closed')
    EXECUTE FUNCTION plans_nothing_to_amend();
"""

UNDO = """
DROP TRIGGER a_closed_plan_has_no_open_amendment ON plans_plan;
DROP TRIGGER amendments_fit ON plans_amendment;
DROP TRIGGER only_a_running_plan_is_amended ON plans_amendment;
DROP TRIGGER records_are_never_emptied ON plans_amendment;
DROP TRIGGER an_amendment_is_answered_once ON plans_amendment;
DROP FUNCTION plans_nothing_to_amend, plans_amendment_fits, plans_amendment_runs, plans_amendment_kept;
"""


def _freezing() -> str:
    """The two functions of 0012 with what an amendment allows in the place of what nothing allowed."""
    plan, step = before.FREEZE.replace(PLAN_NEVER, PLAN_AS_SIGNED, 1), STEP_NEVER
    assert PLAN_AS_SIGNED in plan and step in plan  # noqa: S101 - a migration that changes nothing must not pass
    return plan.replace(step, STEP_AS_SIGNED)


class Migration(migrations.Migration):
    dependencies = [("plans", "0048_amendments")]

    operations = [
        migrations.RunSQL(AMENDED, "DROP FUNCTION plans_amended;"),
        migrations.RunSQL(_freezing(), before.FREEZE),
        migrations.RunSQL([ANSWERED_ONCE, FITS], UNDO),
    ]
