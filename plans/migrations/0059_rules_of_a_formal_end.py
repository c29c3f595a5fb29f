"""A formal plan ends by its rule: helped first, shown first, extended within its days, and overridden by HR alone."""

from django.db import migrations

# Days from the first to the last one, without those that pauses have moved: of five days a week seven.
DAYS = """
CREATE FUNCTION plans_days_run(plan bigint) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT ends_on - starts_on - ceil(coalesce(
        (SELECT sum(days_moved) FROM plans_pause WHERE plan_id = plan), 0) * 7 / 5.0)::integer
    FROM plans_plan WHERE id = plan
$$;
CREATE FUNCTION plans_is_last(ends plans_plan) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT ends.predecessor_id IS NOT NULL OR (ends.kind = 'formal' AND 180 - plans_days_run(ends.id) < 28)
$$;
CREATE FUNCTION plans_is_overridden(plan bigint, what text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM plans_override WHERE plan_id = plan AND block = what)
$$;
CREATE FUNCTION plans_is_progress(ends plans_plan) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT plans_is_last(ends)
       AND coalesce((SELECT has_clause FROM plans_agreement WHERE plan_id = ends.id ORDER BY number DESC LIMIT 1), false)
       AND EXISTS (SELECT 1 FROM plans_forecast WHERE plan_id = ends.id AND real >= 0.70)
$$;
"""

BY_THE_CLAUSE = """
CREATE OR REPLACE FUNCTION plans_ends_by_the_clause() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends plans_plan;
BEGIN
    SELECT * INTO ends FROM plans_plan WHERE id = NEW.plan_id;
    IF NEW.result = 'extended' AND ends.predecessor_id IS NOT NULL THEN
        PERFORM plans_refuse('a_plan_is_extended_once', 'plans_outcome');
    END IF;
    IF NEW.result = 'extended' AND plans_is_last(ends) THEN
        PERFORM plans_refuse('a_formal_plan_takes_180_days', 'plans_outcome');
    END IF;
    IF (NEW.result = 'not_met' OR (NEW.result = 'withdrawn' AND ends.status = 'in_review'))
       AND plans_is_progress(ends)
       AND NOT (NEW.result = 'not_met' AND plans_is_overridden(ends.id, 'progress'))
    THEN
        PERFORM plans_refuse('progress_goes_on', 'plans_outcome');
    END IF;
    IF NEW.result = 'not_met' AND ends.kind = 'formal' AND NOT EXISTS (
        SELECT 1 FROM plans_announcedoutcome WHERE plan_id = NEW.plan_id AND final_at = NEW.decided_at
            AND reasons = NEW.reasons AND next_step = NEW.next_step AND announced_by_id = NEW.decided_by_id
    ) THEN
        PERFORM plans_refuse('not_met_is_shown_first', 'plans_outcome');
    END IF;
    IF EXISTS (
        SELECT 1 FROM plans_announcedoutcome
        WHERE plan_id = NEW.plan_id AND taken_back_at IS NULL AND final_at IS NULL
    ) THEN
        PERFORM plans_refuse('what_is_announced_comes_first', 'plans_outcome');
    END IF;
    RETURN NEW;
END $$;
"""

# As it was before.
BY_THE_CLAUSE_ALONE = """
CREATE OR REPLACE FUNCTION plans_ends_by_the_clause() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

ANNOUNCED = """
CREATE FUNCTION plans_announce_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends plans_plan;
BEGIN
    SELECT * INTO ends FROM plans_plan WHERE id = NEW.plan_id FOR NO KEY UPDATE;
    IF ends.kind <> 'formal' OR ends.status <> 'in_review'
       OR NEW.taken_back_at IS NOT NULL OR NEW.final_at IS NOT NULL
    THEN
        PERFORM plans_refuse('a_formal_plan_in_review_is_announced', 'plans_announcedoutcome');
    END IF;
    IF plans_is_progress(ends) AND NOT plans_is_overridden(ends.id, 'progress') THEN
        PERFORM plans_refuse('progress_goes_on', 'plans_announcedoutcome');
    END IF;
    -- Our promises: all but the rep's own. Late counts as delivered.
    IF NOT plans_is_overridden(ends.id, 'support') AND (
        SELECT count(delivered_on) * 100 < count(*) * 80 FROM plans_commitment
        WHERE plan_id = ends.id AND kind = 'support' AND promised_by_id IS DISTINCT FROM ends.rep_id
    ) THEN
        PERFORM plans_refuse('support_is_delivered_first', 'plans_announcedoutcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_formal_plan_in_review_is_announced BEFORE INSERT ON plans_announcedoutcome
    FOR EACH ROW EXECUTE FUNCTION plans_announce_outcome();

CREATE FUNCTION plans_keep_announced_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL OR OLD.final_at IS NOT NULL OR NEW.final_from < OLD.final_from
       OR to_jsonb(NEW) - '{final_from,taken_back_at,taken_back_by_id,final_at}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{final_from,taken_back_at,taken_back_by_id,final_at}'::text[]
    THEN
        PERFORM plans_refuse('what_was_announced_stays', 'plans_announcedoutcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_was_announced_stays BEFORE UPDATE OR DELETE ON plans_announcedoutcome
    FOR EACH ROW EXECUTE FUNCTION plans_keep_announced_outcome();

CREATE FUNCTION plans_final_is_the_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.final_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_outcome WHERE plan_id = NEW.plan_id AND result = 'not_met' AND decided_at = NEW.final_at
    ) THEN
        PERFORM plans_refuse('what_is_final_is_the_outcome', 'plans_announcedoutcome');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER what_is_final_is_the_outcome AFTER UPDATE ON plans_announcedoutcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_final_is_the_outcome();
"""

HR = """
CREATE FUNCTION plans_is_outside_hr(plan bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM plans_plan ends JOIN people_user hr ON hr.id = person
        WHERE ends.id = plan AND ends.kind = 'formal' AND hr.is_hr_partner AND hr.is_active
            AND person NOT IN (ends.rep_id, ends.manager_id) AND person IS DISTINCT FROM ends.mentor_id
    )
$$;
CREATE FUNCTION plans_override_as_hr() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM plans_plan WHERE id = NEW.plan_id FOR NO KEY UPDATE;
    IF NOT plans_is_outside_hr(NEW.plan_id, NEW.overridden_by_id)
       OR EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND status = 'closed')
    THEN
        PERFORM plans_refuse('hr_overrides_a_plan_of_others', 'plans_override');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hr_overrides_a_plan_of_others BEFORE INSERT ON plans_override
    FOR EACH ROW EXECUTE FUNCTION plans_override_as_hr();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_override
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION plans_keep_override_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.settled_at IS NOT NULL
       OR to_jsonb(NEW) - '{answer,settled_by_id,settled_at}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{answer,settled_by_id,settled_at}'::text[]
    THEN
        PERFORM plans_refuse('what_hr_was_asked_stays', 'plans_overriderequest');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_hr_was_asked_stays BEFORE UPDATE OR DELETE ON plans_overriderequest
    FOR EACH ROW EXECUTE FUNCTION plans_keep_override_request();
"""

STATEMENTS = """
CREATE FUNCTION plans_write_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.answered_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND kind = 'formal' AND rep_id = NEW.written_by_id
            AND proposed_at IS NOT NULL AND status <> 'draft'
            AND (status <> 'closed' OR NEW.written_at <= closed_at + interval '30 days' OR NEW.kind = 'appeal')
            AND (NEW.kind = 'statement' OR EXISTS (SELECT 1 FROM plans_outcome WHERE plan_id = NEW.plan_id))
    ) THEN
        PERFORM plans_refuse('a_statement_is_of_the_rep_of_a_formal_plan', 'plans_statement');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_statement_is_of_the_rep_of_a_formal_plan BEFORE INSERT ON plans_statement
    FOR EACH ROW EXECUTE FUNCTION plans_write_statement();

CREATE FUNCTION plans_keep_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL
       OR to_jsonb(NEW) - '{answer,answered_by_id,answered_at}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{answer,answered_by_id,answered_at}'::text[]
    THEN
        PERFORM plans_refuse('what_was_stated_stays', 'plans_statement');
    END IF;
    IF NEW.answered_at IS NOT NULL AND NOT plans_is_outside_hr(NEW.plan_id, NEW.answered_by_id) THEN
        PERFORM plans_refuse('hr_answers_an_appeal_of_others', 'plans_statement');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_was_stated_stays BEFORE UPDATE OR DELETE ON plans_statement
    FOR EACH ROW EXECUTE FUNCTION plans_keep_statement();
"""

# The whole of a formal plan and its extension, looked at once the dates that are signed stand.
EXTENSION = """
CREATE FUNCTION plans_extension_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND kind = 'formal' AND predecessor_id IS NOT NULL
            AND (plans_days_run(id) > 42 OR plans_days_run(id) + plans_days_run(predecessor_id) > 180)
    ) THEN
        PERFORM plans_refuse('a_formal_extension_takes_six_weeks', 'plans_agreement');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_formal_extension_takes_six_weeks AFTER INSERT ON plans_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_extension_fits();
CREATE FUNCTION plans_extend_alike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.predecessor_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.predecessor_id AND kind <> NEW.kind)
    THEN
        PERFORM plans_refuse('an_extension_is_of_the_same_kind', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_extension_is_of_the_same_kind BEFORE INSERT OR UPDATE OF kind, predecessor_id ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_extend_alike();
"""

TABLES = ("plans_announcedoutcome", "plans_override", "plans_overriderequest", "plans_statement")
EMPTIED = "".join(
    f"CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON {table}\n"
    "    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();\n"
    for table in TABLES
)

RULES = DAYS + BY_THE_CLAUSE + ANNOUNCED + HR + STATEMENTS + EXTENSION + EMPTIED
UNDO = (
    "".join(f"DROP TRIGGER records_are_never_emptied ON {table};\n" for table in TABLES)
    + """
DROP TRIGGER an_extension_is_of_the_same_kind ON plans_plan;
DROP TRIGGER a_formal_extension_takes_six_weeks ON plans_agreement;
DROP TRIGGER what_was_stated_stays ON plans_statement;
DROP TRIGGER a_statement_is_of_the_rep_of_a_formal_plan ON plans_statement;
DROP TRIGGER what_hr_was_asked_stays ON plans_overriderequest;
DROP TRIGGER records_never_change ON plans_override;
DROP TRIGGER hr_overrides_a_plan_of_others ON plans_override;
DROP TRIGGER what_is_final_is_the_outcome ON plans_announcedoutcome;
DROP TRIGGER what_was_announced_stays ON plans_announcedoutcome;
DROP TRIGGER a_formal_plan_in_review_is_announced ON plans_announcedoutcome;
DROP FUNCTION plans_extend_alike, plans_extension_fits, plans_keep_statement, plans_write_statement,
    plans_keep_override_request, plans_override_as_hr, plans_is_outside_hr, plans_final_is_the_outcome,
    plans_keep_announced_outcome, plans_announce_outcome;
"""
    + BY_THE_CLAUSE_ALONE
    + "DROP FUNCTION plans_is_progress, plans_is_overridden, plans_is_last, plans_days_run;\n"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0058_how_a_formal_plan_ends")]

    operations = [migrations.RunSQL(RULES, UNDO)]
